/** The texts of the views. Not API. */
package org.mmscope.ui.views.internal;
