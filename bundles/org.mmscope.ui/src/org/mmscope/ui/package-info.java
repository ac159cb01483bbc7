/**
 * What the editors and views of the workbench share: the open sessions, the hop to the UI thread, images, colours, the
 * text of addresses, sizes and model objects, and a base class for views that follow the active session. API. Unless
 * said otherwise everything here belongs to the UI thread.
 */
package org.mmscope.ui;
