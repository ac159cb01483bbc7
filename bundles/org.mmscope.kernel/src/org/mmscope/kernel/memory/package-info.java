/** The kernel's own access to system virtual addresses, and the page tables of the system half. */
package org.mmscope.kernel.memory;
