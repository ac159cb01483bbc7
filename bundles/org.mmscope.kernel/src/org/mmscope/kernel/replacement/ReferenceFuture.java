package org.mmscope.kernel.replacement;

/** Knows which references will be made: a trace that is being played. */
@FunctionalInterface
public interface ReferenceFuture {

    /**
     * How many references from now a page is used next.
     *
     * @param processId the process
     * @param page virtual address of the page
     * @return {@link WorkingSetPages#NEVER} if it is not used again
     */
    long nextUse(int processId, int page);
}
