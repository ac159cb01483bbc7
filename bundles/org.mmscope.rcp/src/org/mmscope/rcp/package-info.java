/**
 * The product: the application with a window, the one without, and the ids of what they declare. API only in the ids.
 */
package org.mmscope.rcp;
