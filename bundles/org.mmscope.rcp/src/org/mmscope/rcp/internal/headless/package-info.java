/** What the application without a window does. Not API. */
package org.mmscope.rcp.internal.headless;
