package org.mmscope.kernel;

/** In and out parameter: the bounds of a working set, in pages. */
public final class WorkingSetLimits {

    /** Both bounds of this value: empty the working set and leave its bounds alone. */
    public static final int EMPTY = -1;

    public int minimum;
    public int maximum;

    /** Bounds in pages. */
    public WorkingSetLimits(int minimum, int maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }
}
