package org.mmscope.kernel;

/** A thread of the memory manager, by the name that scenarios use. */
public enum SystemThread {
    /** Zeroes free pages; priority 0. */
    ZERO_PAGE("zero-page"),
    /** Writes modified pages to the page files; priority 17. */
    MODIFIED_WRITER("modified-writer"),
    /** Writes modified pages of mapped files to them; priority 17. */
    MAPPED_WRITER("mapped-writer"),
    /** Trims working sets when memory is short; priority 16. */
    BALANCE_SET_MANAGER("balance-set-manager"),
    /** Deletes segments that only their pages keep; priority 18. */
    DEREFERENCE_SEGMENT("dereference-segment");

    private final String id;

    SystemThread(String id) {
        this.id = id;
    }

    /** The name that scenarios use. */
    public String id() {
        return id;
    }
}
