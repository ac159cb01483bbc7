/** The grid with one cell a page frame, and its legend. Not API. */
package org.mmscope.ui.views.internal.frames;
