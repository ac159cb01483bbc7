package org.mmscope.kernel.event;

/**
 * Something happened to a section object, a segment or a control area.
 *
 * @param change what happened
 * @param address virtual address of the object
 */
public record SectionEvent(Change change, int address) implements KernelEvent {

    /** What happened. */
    public enum Change {
        SECTION_CREATED, SECTION_DELETED, SEGMENT_CREATED, SEGMENT_EXTENDED, SEGMENT_DELETED, VIEW_MAPPED,
        VIEW_UNMAPPED
    }
}
