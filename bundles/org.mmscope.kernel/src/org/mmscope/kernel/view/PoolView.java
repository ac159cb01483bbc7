package org.mmscope.kernel.view;

/**
 * A pool of the system.
 *
 * @param kind which
 * @param start its first address
 * @param end its last address
 * @param pages pages given out, in pages
 */
public record PoolView(Kind kind, long start, long end, long pages) {

    /** Which pool. */
    public enum Kind {
        NON_PAGED("nonpaged"),
        PAGED("paged");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The name used in snapshots and answers. */
        public String label() {
            return label;
        }
    }
}
