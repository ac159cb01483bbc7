package org.mmscope.kernel.replacement;

/**
 * Chooses the page that leaves a working set when another needs its place, or when memory is short
 * (MiReplaceWorkingSetEntry of NT). A new policy is given to {@link ReplacementPolicies#add}; a machine uses it by its
 * id.
 * <p>
 * A policy keeps nothing in fields of its own: a machine goes back to earlier states, and one policy may serve several
 * machines. What it wants to remember of a page it keeps in {@linkplain WorkingSetPages the working set}, which lies in
 * the machine's memory. Called on the engine thread, with a working set that is valid during the call only.
 */
public interface ReplacementPolicy {

    /** No page can go. */
    int NONE = -1;

    /** The name used in {@code machine policy=}: small letters, digits and hyphens. */
    String id();

    /** What it does, one plain sentence. */
    String documentation();

    /**
     * The index of the entry whose page is to go, one that {@linkplain WorkingSetPages#replaceable may go}, or
     * {@link #NONE} if there is none. The page leaves at once; the policy need not undo anything.
     */
    int choose(WorkingSetPages pages);

    /** A second of virtual time has passed (the working set manager of NT ages pages then). */
    default void age(WorkingSetPages pages) {
    }

    /**
     * Whether the kernel keeps the pages in an order, {@link WorkingSetPages#oldest()} first: a page that comes in is
     * the newest. That takes a page of memory for each 512 pages of a working set, which then has at most 131,000.
     */
    default boolean ordered() {
        return false;
    }

    /** Whether {@link #referenced} is called; then no reference takes the processor's fast path. */
    default boolean watchesReferences() {
        return false;
    }

    /** Whether {@link WorkingSetPages#nextUse} is asked, so that a trace is read before it is played. */
    default boolean looksAhead() {
        return false;
    }

    /** The program has made a reference to a page, which has been resolved. */
    default void referenced(WorkingSetPages pages, int index) {
    }
}
