/** The process/stack swapper: processes and kernel stacks out of memory and back. */
package org.mmscope.kernel.swap;
