package org.mmscope.kernel;

/**
 * A page fault that was taken.
 *
 * @param va the address that faulted
 * @param kind how it was resolved
 * @param pfn the frame that the page has now, -1 when it got none
 * @param hard whether a transfer from disk was needed
 */
public record FaultRecord(int va, FaultKind kind, int pfn, boolean hard) {
}
