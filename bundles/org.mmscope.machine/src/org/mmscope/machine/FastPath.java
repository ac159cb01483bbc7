package org.mmscope.machine;

import java.util.Arrays;

/**
 * What makes a reference that hits fast: for one privilege, the pages of a {@link Tlb} that were referenced twice, with
 * the host array that holds their bytes, found by the low bits of the page number. Everything here follows from the
 * buffer, the rights and the memory, and is forgotten when one of them changes, so that a hit here is a hit there:
 * the buffer drops what it drops itself; a page is writable here only while its translation is marked as written and
 * its frame belongs to no capture.
 */
final class FastPath implements FrameWatcher {

    private static final int SLOTS = 256;
    private static final int NONE = -1;

    /** By slot: the page that may be read (or fetched), or NONE. */
    private final int[] readable = new int[SLOTS];
    /** By slot: the page that may be written, or NONE. */
    private final int[] writable = new int[SLOTS];
    private final byte[][] frames = new byte[SLOTS][];
    private boolean empty;

    FastPath() {
        clear();
    }

    /**
     * The bytes of the page that holds an address, or null if it is not known, or the value reaches into the next page.
     *
     * @param rest
     *            size of the value in bytes, less one
     */
    byte[] forRead(int va, int rest) {
        int slot = va >>> FrameStore.FRAME_SHIFT & readable.length - 1;
        return readable[slot] == va + rest >>> FrameStore.FRAME_SHIFT ? frames[slot] : null;
    }

    /** As {@link #forRead(int, int)}, to write. */
    byte[] forWrite(int va, int rest) {
        int slot = va >>> FrameStore.FRAME_SHIFT & writable.length - 1;
        return writable[slot] == va + rest >>> FrameStore.FRAME_SHIFT ? frames[slot] : null;
    }

    void rememberRead(int va, byte[] frame) {
        int slot = slot(va);
        int page = va >>> FrameStore.FRAME_SHIFT;
        if (frames[slot] != frame || writable[slot] != page) {
            writable[slot] = NONE;
            frames[slot] = frame;
        }
        readable[slot] = page;
        empty = false;
    }

    /** A page that may be written may be read. */
    void rememberWrite(int va, byte[] frame) {
        rememberRead(va, frame);
        writable[slot(va)] = va >>> FrameStore.FRAME_SHIFT;
    }

    /** Forgets the pages of 4 KB that lie in a page of a translation buffer. */
    void forget(int va, int pageShift) {
        if (pageShift == FrameStore.FRAME_SHIFT) {
            int slot = slot(va);
            if (readable[slot] == va >>> FrameStore.FRAME_SHIFT) {
                forget(slot);
            }
            return;
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            if (readable[slot] != NONE && readable[slot] >>> pageShift - FrameStore.FRAME_SHIFT == va >>> pageShift) {
                forget(slot);
            }
        }
    }

    private void forget(int slot) {
        readable[slot] = NONE;
        writable[slot] = NONE;
    }

    void clear() {
        if (!empty) {
            Arrays.fill(readable, NONE);
            Arrays.fill(writable, NONE);
            empty = true;
        }
    }

    @Override
    public void frameMoved(byte[] former) {
        for (int slot = 0; !empty && slot < SLOTS; slot++) {
            if (frames[slot] == former) {
                forget(slot);
            }
        }
    }

    @Override
    public void framesShared() {
        if (!empty) {
            Arrays.fill(writable, NONE);
        }
    }

    @Override
    public void framesReplaced() {
        clear();
    }

    private static int slot(int va) {
        return va >>> FrameStore.FRAME_SHIFT & SLOTS - 1;
    }
}
