/** Processes: their EPROCESS, address space, creation and exit. {@code EProcess} is API, the rest is not. */
package org.mmscope.kernel.process;
