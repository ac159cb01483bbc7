/** Working sets: the MMWSL of each process with its entries (WSLEs) and their hash table. */
package org.mmscope.kernel.workingset;
