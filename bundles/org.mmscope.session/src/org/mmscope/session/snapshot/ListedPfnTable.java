package org.mmscope.session.snapshot;

import java.util.Arrays;
import java.util.BitSet;

import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** PFN entries of the frames that a JSON snapshot lists; the others are told as free and empty. */
final class ListedPfnTable implements PfnTable {

    private static final int COLUMNS = 5;
    private static final int PTE_ADDRESS = 0;
    private static final int SHARE_COUNT = 1;
    private static final int REFERENCE_COUNT = 2;
    private static final int ORIGINAL_PTE = 3;
    private static final int PTE_FRAME = 4;
    private static final int MODIFIED = 8;
    private static final int PROTOTYPE_PTE = 16;
    private static final int LOCATION = 7;

    private int frames;
    private int size;
    private int[] pfns = new int[64];
    private byte[] flags = new byte[64];
    private long[] values = new long[64 * COLUMNS];

    /** Adds the entry of a frame beyond the last. */
    void add(int pfn, PageLocation location, boolean modified, boolean prototypePte, long[] columns) {
        if (size == pfns.length) {
            pfns = Arrays.copyOf(pfns, size * 2);
            flags = Arrays.copyOf(flags, size * 2);
            values = Arrays.copyOf(values, size * 2 * COLUMNS);
        }
        pfns[size] = pfn;
        flags[size] = (byte) (location.ordinal() | (modified ? MODIFIED : 0) | (prototypePte ? PROTOTYPE_PTE : 0));
        System.arraycopy(columns, 0, values, size * COLUMNS, COLUMNS);
        size++;
    }

    /** The highest frame listed, or -1. */
    int lastListed() {
        return size == 0 ? -1 : pfns[size - 1];
    }

    /** Ends adding: the table is of a machine of so many frames. */
    ListedPfnTable of(int allFrames) {
        frames = allFrames;
        return this;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public PageLocation location(int pfn) {
        int row = row(pfn);
        return row < 0 ? PageLocation.FREE : PageLocation.values()[flags[row] & LOCATION];
    }

    @Override
    public long pteAddress(int pfn) {
        return value(pfn, PTE_ADDRESS);
    }

    @Override
    public long shareCount(int pfn) {
        return value(pfn, SHARE_COUNT);
    }

    @Override
    public int referenceCount(int pfn) {
        return (int) value(pfn, REFERENCE_COUNT);
    }

    @Override
    public boolean modified(int pfn) {
        return flag(pfn, MODIFIED);
    }

    @Override
    public boolean prototypePte(int pfn) {
        return flag(pfn, PROTOTYPE_PTE);
    }

    @Override
    public long originalPte(int pfn) {
        return value(pfn, ORIGINAL_PTE);
    }

    @Override
    public int pteFrame(int pfn) {
        return (int) value(pfn, PTE_FRAME);
    }

    /** Not in the JSON: 0. */
    @Override
    public long u1(int pfn) {
        return 0;
    }

    /** Where the rows lie in memory is not known: all or none. */
    @Override
    public BitSet rowsIn(BitSet changedFrames) {
        BitSet rows = new BitSet();
        rows.set(0, changedFrames.isEmpty() ? 0 : frames);
        return rows;
    }

    private int row(int pfn) {
        return Arrays.binarySearch(pfns, 0, size, pfn);
    }

    private long value(int pfn, int column) {
        int row = row(pfn);
        return row < 0 ? 0 : values[row * COLUMNS + column];
    }

    private boolean flag(int pfn, int flag) {
        int row = row(pfn);
        return row >= 0 && (flags[row] & flag) != 0;
    }
}
