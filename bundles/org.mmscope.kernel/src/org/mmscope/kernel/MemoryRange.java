package org.mmscope.kernel;

/** A range of virtual addresses, in and out parameter of the virtual memory services. */
public final class MemoryRange {

    /** First byte, rounded down by the service. */
    public int base;
    /** Size in bytes, 0 to 2^32 - 1, rounded up by the service. */
    public long size;

    public MemoryRange(int base, long size) {
        this.base = base;
        this.size = size;
    }
}
