/**
 * The user-mode heap manager (ntdll's RtlHeap): all of its structures lie in the simulated process's own pages and are
 * read and written by references of that process. Not API.
 */
package org.mmscope.win32.heap;
