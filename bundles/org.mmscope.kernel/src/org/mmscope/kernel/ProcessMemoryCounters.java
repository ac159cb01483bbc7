package org.mmscope.kernel;

/**
 * What a process uses and has used of memory, from its EPROCESS. Immutable.
 *
 * @param pageFaults page faults taken
 * @param workingSetSize pages in the working set
 * @param peakWorkingSetSize the most there were
 * @param commitCharge pages charged against the commit limit
 * @param peakCommitCharge the most there were
 * @param virtualSize bytes of address space reserved or mapped
 */
public record ProcessMemoryCounters(int pageFaults, int workingSetSize, int peakWorkingSetSize, int commitCharge,
        int peakCommitCharge, int virtualSize) {
}
