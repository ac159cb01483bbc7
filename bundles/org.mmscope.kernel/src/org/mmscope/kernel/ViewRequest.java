package org.mmscope.kernel;

/** What view of a section is wanted and, after {@link SectionServices#mapView}, what view it became. */
public final class ViewRequest {

    /** Address wanted, 0 for any; out: first byte of the view. */
    public int base;
    /** Offset in the section in bytes; out: rounded down to 64 KB. */
    public long sectionOffset;
    /** Size in bytes, 0 for up to the end of the section; out: in whole pages. */
    public long viewSize;
    /** PAGE_* of the view. */
    public int protect;
    /** MEM_RESERVE, MEM_TOP_DOWN or 0. */
    public int allocationType;

    public ViewRequest(int base, long sectionOffset, long viewSize, int protect) {
        this.base = base;
        this.sectionOffset = sectionOffset;
        this.viewSize = viewSize;
        this.protect = protect;
    }
}
