package org.mmscope.kernel.view;

/** Pages in each state; they add up to the machine's physical pages. */
public record PageListCounts(int zeroed, int free, int standby, int modified, int modifiedNoWrite, int bad, int active,
        int transition) {

    /** Pages that can be given out at once: zeroed, free and standby. */
    public int available() {
        return zeroed + free + standby;
    }
}
