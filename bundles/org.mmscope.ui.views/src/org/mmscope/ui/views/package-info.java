/** The views of the workbench that are tables, trees and grids, by their ids. API. */
package org.mmscope.ui.views;
