package org.mmscope.kernel.view;

/**
 * A virtual address descriptor, from its MMVAD.
 *
 * @param address virtual address of the MMVAD
 * @param start first byte of the range
 * @param end last byte of the range
 * @param kind what the range is
 * @param protection protection given at allocation, as a PAGE_* name
 * @param commitCharge pages charged for the range; for a mapped range 0 unless written copies are charged
 * @param controlArea virtual address of the control area, 0 for private memory
 * @param firstPrototypePte virtual address of the prototype PTE of the first page, 0 for private memory
 * @param lastContiguousPte virtual address of the last prototype PTE that follows the first without a gap
 * @param parent virtual address of the parent node, 0 at the root
 * @param left virtual address of the left child or 0
 * @param right virtual address of the right child or 0
 * @param largePages whether it is private memory that large pages map
 */
public record VadView(long address, long start, long end, Kind kind, String protection, long commitCharge,
        long controlArea, long firstPrototypePte, long lastContiguousPte, long parent, long left, long right,
        boolean largePages) {

    /** A range that large pages do not map. */
    public VadView(long address, long start, long end, Kind kind, String protection, long commitCharge,
            long controlArea, long firstPrototypePte, long lastContiguousPte, long parent, long left, long right) {
        this(address, start, end, kind, protection, commitCharge, controlArea, firstPrototypePte, lastContiguousPte,
                parent, left, right, false);
    }

    /** What a range is. */
    public enum Kind {
        PRIVATE, MAPPED, IMAGE, PHYSICAL
    }
}
