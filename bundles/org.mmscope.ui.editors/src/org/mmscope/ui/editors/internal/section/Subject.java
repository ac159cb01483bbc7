package org.mmscope.ui.editors.internal.section;

/**
 * What a box or row of the section graph stands for in the kernel.
 *
 * @param kind what it is
 * @param address virtual address of the object or entry; of a frame its number
 * @param process virtual address of the EPROCESS that a VAD or PTE belongs to, else 0
 */
public record Subject(Kind kind, long address, long process) {

    /** Kinds of things that the section graph shows. */
    public enum Kind {
        PROCESS, VAD, PTE, FILE_OBJECT, SECTION, CONTROL_AREA, SUBSECTION, SEGMENT, PROTOTYPE_PTE, FRAME
    }

    /** A thing of the whole system. */
    static Subject of(Kind kind, long address) {
        return new Subject(kind, address, 0);
    }
}
