/**
 * Threads: the ETHREAD objects, their stacks in user and system space, the TEB, and the growth of a user stack by its
 * guard page.
 */
package org.mmscope.kernel.thread;
