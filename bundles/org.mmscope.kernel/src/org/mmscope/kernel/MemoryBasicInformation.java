package org.mmscope.kernel;

/** What {@link VirtualMemoryServices#query} says of a range of like pages: MEMORY_BASIC_INFORMATION. */
public final class MemoryBasicInformation {

    /** First byte of the page asked for. */
    public int baseAddress;
    /** First byte of the reservation or view, 0 when free. */
    public int allocationBase;
    /** PAGE_* given when it was reserved or mapped, 0 when free. */
    public int allocationProtect;
    /** Bytes from {@link #baseAddress} on that have the same attributes. */
    public long regionSize;
    /** MEM_COMMIT, MEM_RESERVE or MEM_FREE. */
    public int state;
    /** PAGE_*; 0 when reserved, PAGE_NOACCESS when free. */
    public int protect;
    /** MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE; 0 when free. */
    public int type;
}
