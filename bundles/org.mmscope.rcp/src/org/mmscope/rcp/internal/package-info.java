/** The window: its advisors, perspectives, menus, status line, preference page, and how scenarios are opened. Not API. */
package org.mmscope.rcp.internal;
