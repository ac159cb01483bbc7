package org.mmscope.kernel.event;

/**
 * A VAD tree changed.
 *
 * @param change what happened
 * @param process virtual address of the EPROCESS
 * @param vad virtual address of the MMVAD
 */
public record VadChanged(Change change, int process, int vad) implements KernelEvent {

    /** What happened to a node. */
    public enum Change {
        INSERTED, REMOVED, ROTATED_LEFT, ROTATED_RIGHT, RESIZED
    }
}
