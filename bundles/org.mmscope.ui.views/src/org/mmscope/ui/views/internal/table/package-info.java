/** A tree with columns that sorts, filters, copies and exports; what is in the columns is the view's. Not API. */
package org.mmscope.ui.views.internal.table;
