/**
 * Edit parts that show a {@link org.mmscope.ui.graph.Diagram} and follow it from moment to moment. Not API. All of it
 * belongs to the UI thread; GEF's raw types stay in here.
 */
package org.mmscope.ui.editors.internal.gef;
