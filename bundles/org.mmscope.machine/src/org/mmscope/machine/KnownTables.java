package org.mmscope.machine;

/**
 * The page tables that a processor's walks came to, with the directory entry that led there, so that the next walk only
 * has to see that the entry is what it was. Every walk still reads both entries in live memory; this saves the way to
 * them and most checks: what it says of a page is right where the table entry is ready for the reference as it is.
 */
final class KnownTables implements FrameWatcher {

    private static final int SLOTS = 64;
    private static final int NOWHERE = -1;

    /** A directory entry that is present, accessed, without reserved bits, and maps a table in physical memory. */
    static final class Known {
        /** Number of the entry, counted through all directories of the address space. */
        private int index = NOWHERE;
        private long entry;
        private long kept;
        private byte[] directory;
        private byte[] table;

        long entry() {
            return entry;
        }

        /** The bits of an entry of the table that a translation takes over. */
        long kept() {
            return kept;
        }

        /** The entry of the table at an offset in bytes. */
        long table32(int offset) {
            return (int) Bytes.INT.get(table, offset) & 0xFFFF_FFFFL;
        }

        /** As {@link #table32(int)}, of 64 bits. */
        long table64(int offset) {
            return (long) Bytes.LONG.get(table, offset);
        }
    }

    private final FrameStore store;
    private final long size;
    private final Known[] slots = new Known[SLOTS];
    private Known last;

    KnownTables(PhysicalMemory memory) {
        store = memory.store();
        size = memory.size();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Known();
        }
        last = slots[0];
        store.watch(this);
    }

    /** The table that a 32-bit directory entry leads to as it did before, or null. */
    Known by32(int index) {
        Known known = at(index);
        return known.index == index && (int) Bytes.INT.get(known.directory, index << 2 & FrameStore.OFFSET_MASK)
                == (int) known.entry ? known : null;
    }

    /** As {@link #by32(int)}, for an entry of 64 bits. */
    Known by64(int index) {
        Known known = at(index);
        return known.index == index && (long) Bytes.LONG.get(known.directory, index << 3 & FrameStore.OFFSET_MASK)
                == known.entry ? known : null;
    }

    /** Where an entry would be: mostly where the one before was, which is the shortest way. */
    private Known at(int index) {
        if (last.index != index) {
            last = slots[index & SLOTS - 1];
        }
        return last;
    }

    /**
     * Takes down where a walk went.
     *
     * @param address
     *            of the directory entry
     * @param entry
     *            what it says
     * @param table
     *            an address in the table
     * @param kept
     *            the bits of an entry of the table that a translation takes over
     */
    void remember(int index, long address, long entry, long table, long kept) {
        if (address < size && table < size) {
            Known known = slots[index & SLOTS - 1];
            known.index = index;
            known.entry = entry;
            known.kept = kept;
            known.directory = handOut(address);
            known.table = handOut(table);
        }
    }

    private byte[] handOut(long address) {
        int frame = (int) (address >>> FrameStore.FRAME_SHIFT);
        store.handOut(frame);
        return store.frame(frame);
    }

    @Override
    public void frameMoved(int frame, byte[] former) {
        for (Known known : slots) {
            if (known.directory == former || known.table == former) {
                known.index = NOWHERE;
            }
        }
    }

    @Override
    public void framesShared() {
        // reading goes on as before
    }

    @Override
    public void framesReplaced() {
        forget();
    }

    /** Forgets all: for another address space, and for controls that reserve other bits. */
    void forget() {
        for (Known known : slots) {
            known.index = NOWHERE;
        }
    }
}
