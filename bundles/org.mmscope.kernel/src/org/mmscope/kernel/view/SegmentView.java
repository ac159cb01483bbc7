package org.mmscope.kernel.view;

import java.util.List;

/**
 * A segment with its prototype PTEs.
 *
 * @param address virtual address of the segment
 * @param controlArea virtual address of its control area
 * @param totalPtes prototype PTEs it has in all
 * @param prototypePtes the prototype PTEs that have been made, by address
 */
public record SegmentView(long address, long controlArea, long totalPtes, List<PrototypePteView> prototypePtes) {
}
