package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.ProcessView;

/**
 * An entry that names a frame.
 *
 * @param process whose it is
 * @param va virtual address of the page
 * @param entry virtual address of the entry in the window on the page tables
 * @param how how it names the frame
 */
record Mapping(ProcessView process, long va, long entry, How how) {

    /** How an entry names a frame. */
    enum How {
        /** A valid page table entry. */
        VALID("valid PTE"),
        /** A directory entry that maps a large page. */
        LARGE("large page"),
        /** A page table entry in transition. */
        TRANSITION("transition PTE"),
        /** A page table entry that points at the prototype PTE that names the frame. */
        PROTOTYPE("through its prototype PTE, at the next touch"),
        /** A directory entry: the frame is a page table. */
        PAGE_TABLE("page table"),
        /** The process's page directory. */
        DIRECTORY("page directory");

        private final String words;

        How(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
