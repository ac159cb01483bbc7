package org.mmscope.kernel.event;

/**
 * A process came or went.
 *
 * @param change what happened
 * @param process virtual address of the EPROCESS
 * @param processId its process id
 */
public record ProcessEvent(Change change, int process, int processId) implements KernelEvent {

    /** What happened to a process. */
    public enum Change {
        CREATED, EXITED, ATTACHED, OUTSWAPPED, INSWAPPED
    }
}
