package org.mmscope.kernel.view;

/** What the bits of a page table entry mean. */
public enum PteKind {
    EMPTY("empty"),
    VALID("valid"),
    TRANSITION("transition"),
    PAGE_FILE("page-file"),
    DEMAND_ZERO("demand-zero"),
    PROTOTYPE("prototype"),
    SUBSECTION("subsection"),
    NO_ACCESS("no-access"),
    DECOMMITTED("decommitted");

    private final String label;

    PteKind(String label) {
        this.label = label;
    }

    /** The name used in snapshots and transcripts. */
    public String label() {
        return label;
    }
}
