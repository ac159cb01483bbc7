/** What the editors share. Not API. */
package org.mmscope.ui.editors.internal;
