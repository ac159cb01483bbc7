package org.mmscope.kernel;

/** How a page fault was resolved. */
public enum FaultKind {
    DEMAND_ZERO("demand-zero"),
    TRANSITION("transition"),
    PROTOTYPE_VALID("prototype-valid"),
    MAPPED_FILE("mapped-file"),
    PAGE_FILE("page-file"),
    IMAGE("image"),
    COPY_ON_WRITE("copy-on-write"),
    GUARD("guard"),
    STACK_GROWTH("stack-growth"),
    DIRTY("dirty"),
    ACCESS_VIOLATION("access-violation");

    private final String label;

    FaultKind(String label) {
        this.label = label;
    }

    /** The name used in transcripts. */
    public String label() {
        return label;
    }
}
