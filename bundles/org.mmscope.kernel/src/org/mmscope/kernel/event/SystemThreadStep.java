package org.mmscope.kernel.event;

import org.mmscope.kernel.SystemThread;

/**
 * A thread of the memory manager took a step. Between {@link Step#WOKEN} and {@link Step#WAITS} of a thread lie all
 * that it does; what its steps do to pages, entries and processes is told by events of their own between them.
 *
 * @param thread which thread
 * @param step what it did
 * @param subject what it did it to, by the step
 * @param count how many pages or segments the step dealt with; of {@link Step#WAITS} all steps since it was woken
 */
public record SystemThreadStep(SystemThread thread, Step step, int subject, int count) implements KernelEvent {

    /** What a thread of the memory manager does in one step. */
    public enum Step {
        /** It has a reason to run. */
        WOKEN,
        /** A free page was zeroed; the subject is its frame. */
        PAGE_ZEROED,
        /** Up to 64 KB of modified pages are on their way to a page file or to their files; no subject. */
        PAGES_WRITTEN,
        /**
         * A second was added to the pages of a working set; the subject is its owner's id, the count its idle pages.
         */
        WORKING_SET_AGED,
        /** A working set gave pages up; the subject is its owner's id. */
        WORKING_SET_TRIMMED,
        /** Kernel stacks, and what a process without one has in memory, went out; the subject is the process's id. */
        PROCESS_SWAPPED,
        /** A segment that only its pages kept was deleted; no subject. */
        SEGMENT_DELETED,
        /** The page files grew; the count is in pages, no subject. */
        PAGE_FILES_EXTENDED,
        /** Nothing is left to do. */
        WAITS
    }
}
