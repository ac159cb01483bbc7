package org.mmscope.machine;

/**
 * What makes a reference that hits fast: for one privilege, the pages of a {@link Tlb} that were found there before,
 * with the host array that holds their bytes, by the low bits of the page number; and, in front, the page that the last
 * references were made to. Everything here follows from the buffer, the rights and the memory, and is forgotten when
 * one of them changes, so that a hit here is a hit there. A page is writable here only while its translation is marked
 * as written and its frame belongs to no capture.
 */
final class FastPath implements FrameWatcher {

    private static final int SLOTS = 256;
    private static final int NO_PAGE = -1;
    private static final int PAGE_BITS = ~FrameStore.OFFSET_MASK;
    /** Equals no address of which only page bits and the lowest two are left. */
    private static final int NO_BASE = 4;

    /** One page. What may be written may be read. */
    private static final class Slot {
        private int readable = NO_PAGE;
        private int writable = NO_PAGE;
        private byte[] frame;
    }

    private final Slot[] slots = new Slot[SLOTS];
    private int lastReadBase = NO_BASE;
    private byte[] lastRead;
    private int lastWriteBase = NO_BASE;
    private byte[] lastWritten;
    /** The page found in its slot last time: found there again, it becomes the last one. */
    private int candidate = NO_PAGE;
    private boolean empty = true;

    FastPath() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /**
     * The bytes of the page that holds an address, or null if it is not known, or the value reaches into the next page.
     *
     * @param rest
     *            size of the value in bytes, less one: 0, 1 or 3
     */
    byte[] forRead(int va, int rest) {
        return (va & (PAGE_BITS | rest)) == lastReadBase ? lastRead : findReadable(va, va + rest >>> FrameStore.FRAME_SHIFT);
    }

    /** As {@link #forRead(int, int)}, to write. */
    byte[] forWrite(int va, int rest) {
        return (va & (PAGE_BITS | rest)) == lastWriteBase ? lastWritten
                : findWritable(va, va + rest >>> FrameStore.FRAME_SHIFT);
    }

    private byte[] findReadable(int va, int lastPage) {
        Slot slot = slot(va);
        if (slot.readable != lastPage) {
            return null;
        }
        if (candidate == lastPage) {
            lastReadBase = va & PAGE_BITS;
            lastRead = slot.frame;
        }
        candidate = lastPage;
        return slot.frame;
    }

    private byte[] findWritable(int va, int lastPage) {
        Slot slot = slot(va);
        if (slot.writable != lastPage) {
            return null;
        }
        if (candidate == lastPage) {
            lastWriteBase = va & PAGE_BITS;
            lastWritten = slot.frame;
        }
        candidate = lastPage;
        return slot.frame;
    }

    void remember(int va, byte[] frame, boolean writable) {
        Slot slot = slot(va);
        int page = va >>> FrameStore.FRAME_SHIFT;
        if (slot.readable != page || slot.frame != frame) {
            forget(slot);
            slot.frame = frame;
            slot.readable = page;
            empty = false;
        }
        if (writable) {
            slot.writable = page;
        }
    }

    /** Forgets the pages of 4 KB that lie in a page of a translation buffer. */
    void forget(int va, int pageShift) {
        if (pageShift == FrameStore.FRAME_SHIFT) {
            Slot slot = slot(va);
            if (slot.readable == va >>> FrameStore.FRAME_SHIFT) {
                forget(slot);
            }
        } else {
            for (Slot slot : slots) {
                if (slot.readable >>> pageShift - FrameStore.FRAME_SHIFT == va >>> pageShift) {
                    forget(slot);
                }
            }
        }
    }

    private void forget(Slot slot) {
        slot.readable = NO_PAGE;
        slot.writable = NO_PAGE;
        forgetLast();
    }

    private void forgetLast() {
        lastReadBase = NO_BASE;
        lastWriteBase = NO_BASE;
        candidate = NO_PAGE;
    }

    void clear() {
        for (int i = 0; !empty && i < SLOTS; i++) {
            forget(slots[i]);
        }
        empty = true;
    }

    @Override
    public void frameMoved(byte[] former) {
        for (int i = 0; !empty && i < SLOTS; i++) {
            if (slots[i].frame == former) {
                forget(slots[i]);
            }
        }
    }

    @Override
    public void framesShared() {
        for (int i = 0; !empty && i < SLOTS; i++) {
            slots[i].writable = NO_PAGE;
        }
        forgetLast();
    }

    @Override
    public void framesReplaced() {
        clear();
    }

    private Slot slot(int va) {
        return slots[va >>> FrameStore.FRAME_SHIFT & slots.length - 1];
    }
}
