/** The object manager: object headers, handle tables and the namespace. */
package org.mmscope.kernel.object;
