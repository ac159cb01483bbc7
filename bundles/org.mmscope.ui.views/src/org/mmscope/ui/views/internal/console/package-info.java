/** The console: questions to the machine that is shown, in the debugger's words, and their answers with links. */
package org.mmscope.ui.views.internal.console;
