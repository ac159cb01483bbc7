/** Handlers, sources, properties and the bundle's activator. Not API. */
package org.mmscope.ui.internal;
