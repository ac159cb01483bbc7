package org.mmscope.kernel.event;

/**
 * A thread came or went, or its kernel stack did.
 *
 * @param change what happened
 * @param thread virtual address of the ETHREAD
 * @param threadId its thread id
 */
public record ThreadEvent(Change change, int thread, int threadId) implements KernelEvent {

    /** What happened to a thread. */
    public enum Change {
        CREATED, EXITED, STACK_PAGED_OUT, STACK_PAGED_IN
    }
}
