/** The inspections built in, and what they share. Not API. */
package org.mmscope.session.internal.inspect;
