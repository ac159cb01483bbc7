package org.mmscope.kernel.view;

import java.util.BitSet;

/**
 * The page frame number database at one moment: one row a frame, read by column, nothing allocated per frame. Frames
 * go from 0 to {@link #frames()} - 1.
 */
public interface PfnTable {

    int frames();

    PageLocation location(int pfn);

    /** Virtual address of the PTE or prototype PTE that the entry names. */
    long pteAddress(int pfn);

    /** Valid PTEs that map an active page; for a page on a list the previous frame (Blink). */
    long shareCount(int pfn);

    /** Valid PTEs that map a page that is active or in transition; 0 for a page on a list, whose entry has a link there. */
    default long shares(int pfn) {
        return switch (location(pfn)) {
            case ACTIVE, TRANSITION -> shareCount(pfn);
            default -> 0;
        };
    }

    int referenceCount(int pfn);

    boolean modified(int pfn);

    boolean prototypePte(int pfn);

    /** Whether a read is bringing the page; false where the view has no image of the memory. */
    default boolean readInProgress(int pfn) {
        return false;
    }

    /** Whether the page is being written; false where the view has no image of the memory. */
    default boolean writeInProgress(int pfn) {
        return false;
    }

    /** Whether the frame has a parity error; false where the view has no image of the memory. */
    default boolean parityError(int pfn) {
        return false;
    }

    /** Whether the page could not be read, or has lost its contents; false where the view has no image. */
    default boolean inPageError(int pfn) {
        return false;
    }

    /** Whether the page is a program's own, through AWE; false where the view has no image of the memory. */
    default boolean awe(int pfn) {
        return false;
    }

    /** The contents the PTE had before it was made valid. */
    long originalPte(int pfn);

    /** Frame of the page table, or of the pool page, that holds the PTE. */
    int pteFrame(int pfn);

    /** u1: next frame on its list, working-set index, or event, by location. */
    long u1(int pfn);

    /**
     * The rows that may be others when only the bytes of some frames of physical memory are.
     *
     * @param changedFrames frames of physical memory
     * @return frames that the rows describe
     */
    BitSet rowsIn(BitSet changedFrames);
}
