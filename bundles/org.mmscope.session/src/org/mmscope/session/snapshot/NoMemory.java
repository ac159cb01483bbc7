package org.mmscope.session.snapshot;

import org.mmscope.machine.PhysicalReader;

/** The memory of a view that has none: of size 0. */
enum NoMemory implements PhysicalReader {
    INSTANCE;

    @Override
    public long size() {
        return 0;
    }

    @Override
    public int read8(long address) {
        throw outside(address);
    }

    @Override
    public int read16(long address) {
        throw outside(address);
    }

    @Override
    public int read32(long address) {
        throw outside(address);
    }

    @Override
    public long read64(long address) {
        throw outside(address);
    }

    @Override
    public void read(long address, byte[] to, int offset, int length) {
        throw outside(address);
    }

    private static IndexOutOfBoundsException outside(long address) {
        return new IndexOutOfBoundsException(address);
    }
}
