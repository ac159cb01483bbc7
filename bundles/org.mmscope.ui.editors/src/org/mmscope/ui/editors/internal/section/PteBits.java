package org.mmscope.ui.editors.internal.section;

import org.mmscope.kernel.view.PteKind;

/**
 * The bits of page table entries in words, as the processor and NT use them (Intel 80386 manual; MMPTE_HARDWARE in the
 * public symbols).
 */
final class PteBits {

    private static final long WRITE = 1 << 1;
    private static final long OWNER = 1 << 2;
    private static final long ACCESSED = 1 << 5;
    private static final long DIRTY = 1 << 6;
    private static final long GLOBAL = 1 << 8;
    private static final long COPY_ON_WRITE = 1 << 9;

    /** As wide as flags, so that a box keeps its width when its first entry becomes valid. */
    private static final String NO_FLAGS = "    ";

    private PteBits() {
    }

    /** The flags of a valid entry as a debugger writes them: dirty, accessed, user, write or copy-on-write. */
    static String flags(PteKind kind, long raw) {
        if (kind != PteKind.VALID) {
            return NO_FLAGS;
        }
        return letter(raw, GLOBAL, "G", "") + letter(raw, DIRTY, "D", "-") + letter(raw, ACCESSED, "A", "-")
                + letter(raw, OWNER, "U", "K")
                + ((raw & COPY_ON_WRITE) != 0 ? "C" : letter(raw, WRITE, "W", "R"));
    }

    /** The flags in words, for a tooltip. */
    static String explained(PteKind kind, long raw) {
        if (kind != PteKind.VALID) {
            return SectionText.explain(kind);
        }
        StringBuilder words = new StringBuilder(SectionText.explain(kind));
        words.append((raw & COPY_ON_WRITE) != 0 ? Messages.pte_copyOnWrite
                : (raw & WRITE) != 0 ? Messages.pte_writable : Messages.pte_readOnly);
        words.append((raw & ACCESSED) != 0 ? Messages.pte_accessed : Messages.pte_notAccessed);
        words.append((raw & DIRTY) != 0 ? Messages.pte_dirty : Messages.pte_clean);
        return words.toString();
    }

    private static String letter(long raw, long bit, String set, String clear) {
        return (raw & bit) != 0 ? set : clear;
    }
}
