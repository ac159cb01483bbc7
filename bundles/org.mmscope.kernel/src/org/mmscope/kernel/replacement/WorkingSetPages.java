package org.mmscope.kernel.replacement;

/**
 * The pages of one working set, as a policy sees them: entries (WSLEs) by index. Some indexes are not in use, and some
 * pages may not go because they are locked. Nothing here allocates.
 */
public interface WorkingSetPages {

    /** {@link WorkingSetPages#nextUse} of a page that is not used again, or of which nothing is known. */
    long NEVER = Long.MAX_VALUE;

    /** The greatest {@link #age(int)}. */
    int OLDEST_AGE = 3;

    /** Process id of the working set's process. */
    int processId();

    /** The lowest index that may be chosen. */
    int first();

    /** One more than the highest index that may be in use. */
    int end();

    /** Whether an entry is in use and its page is not locked. */
    boolean replaceable(int index);

    /** Virtual address of an entry's page. */
    int page(int index);

    /** Whether the page was referenced since {@link #clearAccessed}: the Accessed bit of its PTE. */
    boolean accessed(int index);

    /** Clears the Accessed bit of the page's PTE. */
    void clearAccessed(int index);

    /** The age that an entry keeps, 0 to {@link #OLDEST_AGE}; 0 for a page that comes in. */
    int age(int index);

    void age(int index, int value);

    /** An index that the working set keeps for its policy (NextSlot of the MMWSL); not always within the bounds. */
    int hand();

    void hand(int index);

    /** The page first in order, or {@link ReplacementPolicy#NONE}; only with {@link ReplacementPolicy#ordered()}. */
    int oldest();

    /** The page next in order, or {@link ReplacementPolicy#NONE}; only with {@link ReplacementPolicy#ordered()}. */
    int newer(int index);

    /** Puts a page last in order; only with {@link ReplacementPolicy#ordered()}. */
    void toNewest(int index);

    /**
     * A number from 0 to below a bound. It follows from the machine's seed, the process, its faults and the size of
     * its working set, and from the draw.
     *
     * @param draw which draw of this choice it is, from 0
     */
    int random(int bound, int draw);

    /** How far away the page's next use is, the greater the later, or {@link #NEVER}; known while a trace is played. */
    long nextUse(int index);
}
