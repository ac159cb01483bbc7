package org.mmscope.kernel.event;

/**
 * One decision in the resolution of a page fault.
 *
 * @param kind which structure was read, or what was decided
 * @param va the faulting address
 * @param structure virtual address of the structure that was read, 0 if none
 * @param value what it said
 */
public record FaultStep(Kind kind, int va, int structure, long value) implements KernelEvent {

    /** What a step of the resolution did. */
    public enum Kind {
        FAULT_TAKEN, DIRECTORY_ENTRY_READ, PAGE_TABLE_MADE, PTE_READ, VAD_LOOKED_UP, PROTOTYPE_PTE_READ,
        SUBSECTION_READ, PAGE_ALLOCATED, PAGE_ZEROED, PAGE_READ, PAGE_COPIED, PAGE_RECLAIMED, PTE_WRITTEN,
        WORKING_SET_ENTRY_ADDED, DIRTY_SET, GUARD_CLEARED, STACK_GROWN, ACCESS_VIOLATION, IN_PAGE_ERROR, RESOLVED
    }
}
