/**
 * The editors of the workbench: the scenario text editor and the section graph. API: their ids, and pictures of the
 * section graph for callers without a window of their own.
 */
package org.mmscope.ui.editors;
