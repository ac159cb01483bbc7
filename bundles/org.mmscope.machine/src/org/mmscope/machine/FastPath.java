package org.mmscope.machine;

import java.util.Arrays;

/**
 * What makes a reference that hits fast: for one privilege, the pages of a {@link Tlb} that were found there before,
 * with the host array that holds their bytes, by the low bits of the page number; and, in front, the one that
 * came last. Everything here follows from the buffer, the rights and the memory, and is forgotten when one of them
 * changes, so that a hit here is a hit there. A page is writable here only while its translation is marked as written
 * and its frame belongs to no capture.
 */
final class FastPath implements FrameWatcher {

    static final int SLOTS = 256;
    private static final int NO_PAGE = -1;
    private static final int PAGE_BITS = ~FrameStore.OFFSET_MASK;
    /** Equals no address of which only page bits and the lowest two are left. */
    private static final int NO_BASE = 4;

    /** By slot: the page that may be read or fetched from, or NO_PAGE. */
    private final int[] readable = new int[SLOTS];
    /** By slot: NO_PAGE, or the readable page where it may be written too. */
    private final int[] writable = new int[SLOTS];
    private final byte[][] frames = new byte[SLOTS][];
    /** The page remembered last, in front of the others: a run over a page needs no slot. */
    private int readableBase = NO_BASE;
    private byte[] lastReadable;
    private int writableBase = NO_BASE;
    private byte[] lastWritable;
    private boolean empty = true;

    FastPath() {
        Arrays.fill(readable, NO_PAGE);
        Arrays.fill(writable, NO_PAGE);
    }

    /**
     * The bytes of the page that holds an address, or null if it is not known, or the value reaches into the next page.
     *
     * @param rest
     *            size of the value in bytes, less one: 0, 1 or 3
     */
    byte[] forRead(int va, int rest) {
        return (va & (PAGE_BITS | rest)) == readableBase ? lastReadable
                : findReadable(va, va + rest >>> FrameStore.FRAME_SHIFT);
    }

    /** As {@link #forRead(int, int)}, to write. */
    byte[] forWrite(int va, int rest) {
        return (va & (PAGE_BITS | rest)) == writableBase ? lastWritable
                : findWritable(va, va + rest >>> FrameStore.FRAME_SHIFT);
    }

    private byte[] findReadable(int va, int lastPage) {
        int slot = slot(va);
        return readable[slot] == lastPage ? frames[slot] : null;
    }

    private byte[] findWritable(int va, int lastPage) {
        int slot = slot(va);
        return writable[slot] == lastPage ? frames[slot] : null;
    }

    void remember(int va, byte[] frame, boolean mayWrite) {
        int slot = slot(va);
        int page = va >>> FrameStore.FRAME_SHIFT;
        if (readable[slot] != page || frames[slot] != frame) {
            forget(slot);
            frames[slot] = frame;
            readable[slot] = page;
            empty = false;
        }
        readableBase = va & PAGE_BITS;
        lastReadable = frame;
        if (mayWrite) {
            writable[slot] = page;
            writableBase = va & PAGE_BITS;
            lastWritable = frame;
        }
    }

    /** Forgets the pages of 4 KB that lie in a page of a translation buffer. */
    void forget(int va, int pageShift) {
        if (pageShift == FrameStore.FRAME_SHIFT) {
            if (readable[slot(va)] == va >>> FrameStore.FRAME_SHIFT) {
                forget(slot(va));
            }
        } else {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (readable[slot] >>> pageShift - FrameStore.FRAME_SHIFT == va >>> pageShift) {
                    forget(slot);
                }
            }
        }
    }

    private void forget(int slot) {
        readable[slot] = NO_PAGE;
        writable[slot] = NO_PAGE;
        forgetLast();
    }

    private void forgetLast() {
        readableBase = NO_BASE;
        writableBase = NO_BASE;
    }

    void clear() {
        if (!empty) {
            Arrays.fill(readable, NO_PAGE);
            Arrays.fill(writable, NO_PAGE);
            forgetLast();
            empty = true;
        }
    }

    @Override
    public void frameMoved(int frame, byte[] former) {
        for (int slot = 0; !empty && slot < SLOTS; slot++) {
            if (frames[slot] == former) {
                forget(slot);
            }
        }
    }

    @Override
    public void framesShared() {
        Arrays.fill(writable, NO_PAGE);
        forgetLast();
    }

    @Override
    public void framesReplaced() {
        clear();
    }

    private static int slot(int va) {
        return va >>> FrameStore.FRAME_SHIFT & SLOTS - 1;
    }
}
