package org.mmscope.kernel.view;

/** Where a page frame is, by the values of MMPFN's PageLocation (MMLISTS in the public symbols). */
public enum PageLocation {
    ZEROED("zeroed"),
    FREE("free"),
    STANDBY("standby"),
    MODIFIED("modified"),
    MODIFIED_NO_WRITE("modifiedNoWrite"),
    BAD("bad"),
    ACTIVE("active"),
    TRANSITION("transition");

    private final String label;

    PageLocation(String label) {
        this.label = label;
    }

    /** The name used in snapshots. */
    public String label() {
        return label;
    }
}
