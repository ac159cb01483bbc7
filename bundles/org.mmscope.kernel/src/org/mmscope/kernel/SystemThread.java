package org.mmscope.kernel;

/** A thread of the memory manager, by the name that scenarios use. */
public enum SystemThread {
    /** Zeroes free pages; priority 0. */
    ZERO_PAGE("zero-page", 0),
    /** Writes modified pages to the page files; priority 17. */
    MODIFIED_WRITER("modified-writer", 17),
    /** Writes modified pages of mapped files to them; priority 17. */
    MAPPED_WRITER("mapped-writer", 17),
    /** Trims working sets when memory is short; priority 16. */
    BALANCE_SET_MANAGER("balance-set-manager", 16),
    /** Takes kernel stacks and processes out of memory that have long waited; priority 23. */
    SWAPPER("swapper", 23),
    /** Deletes segments that only their pages keep; priority 18. */
    DEREFERENCE_SEGMENT("dereference-segment", 18);

    private final String id;
    private final int priority;

    SystemThread(String id, int priority) {
        this.id = id;
        this.priority = priority;
    }

    /** The name that scenarios use. */
    public String id() {
        return id;
    }

    /** Its priority, 0 to 31. */
    public int priority() {
        return priority;
    }
}
