/** How a kernel comes up: its first mappings, its globals, and the objects that make it up put together. */
package org.mmscope.kernel.boot;
