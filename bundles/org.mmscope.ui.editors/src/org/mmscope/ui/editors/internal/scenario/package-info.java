/** The scenario editor: text, its help, its problems, and the session that runs it. Not API. */
package org.mmscope.ui.editors.internal.scenario;
