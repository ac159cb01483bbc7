package org.mmscope.machine;

/** How a page walk ended, and the reason when it did not reach its page. */
public enum WalkOutcome {
    /** The page is mapped and the reference allowed. */
    MAPPED,
    /** The last entry looked at is not present. */
    NOT_PRESENT,
    /** The last entry looked at has a reserved bit set. */
    RESERVED_BIT,
    /** The last entry looked at would lie outside physical memory, and counts as not present. */
    OUTSIDE_MEMORY,
    /** The page is mapped, but for supervisor mode only. */
    SUPERVISOR_ONLY,
    /** The page is mapped, but may not be written. */
    READ_ONLY,
    /** The page is mapped, but may not be executed. */
    NO_EXECUTE
}
