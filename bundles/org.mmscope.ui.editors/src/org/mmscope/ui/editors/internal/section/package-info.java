/** The section graph: what it shows, where it puts it, and the edit parts that show it. Not API. */
package org.mmscope.ui.editors.internal.section;
