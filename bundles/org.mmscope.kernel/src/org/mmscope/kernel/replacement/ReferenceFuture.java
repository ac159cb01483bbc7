package org.mmscope.kernel.replacement;

/** Knows which references will be made: a trace that is being played. */
@FunctionalInterface
public interface ReferenceFuture {

    /**
     * How far away the next use of a page is, in references or in changes from one page to another.
     *
     * @param processId the process
     * @param page virtual address of the page
     * @return {@link WorkingSetPages#NEVER} if it is not used again
     */
    long nextUse(int processId, int page);
}
