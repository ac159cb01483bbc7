package org.mmscope.kernel.view;

/**
 * Page faults that the kernel itself has taken on its own pages.
 *
 * @param pageFaults all of them: PageFaultCount of MmSystemCacheWs
 * @param hardFaults those that read a page file
 */
public record SystemFaultsView(long pageFaults, long hardFaults) {
}
