/**
 * Working sets of processes, sessions and the system: an MMWSL each with its entries (WSLEs) and their hash table, who
 * gives pages up when memory is short, and the memory manager's threads, which take steps that can be watched.
 */
package org.mmscope.kernel.workingset;
