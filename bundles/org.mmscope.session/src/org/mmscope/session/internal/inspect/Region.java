package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.PageProtection;
import org.mmscope.kernel.view.VadView;

/**
 * A range of like pages, as VirtualQuery tells it.
 *
 * @param start first byte
 * @param end last byte
 * @param state what the pages are
 * @param protection protection code of committed pages
 * @param vad the VAD that holds it, or null
 */
record Region(long start, long end, State state, int protection, VadView vad) {

    /** What pages are; the values are winnt.h's. */
    enum State {
        MEM_COMMIT(0x1000), MEM_RESERVE(0x2000), MEM_FREE(0x10000);

        private final int value;

        State(int value) {
            this.value = value;
        }

        int value() {
            return value;
        }
    }

    long size() {
        return end - start + 1;
    }

    /** As a PAGE_* name; empty when nothing is committed. */
    String protect() {
        return switch (state) {
            case MEM_COMMIT -> PageProtection.name(protection);
            case MEM_RESERVE -> "";
            case MEM_FREE -> "PAGE_NOACCESS";
        };
    }

    /** MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE; empty when free. */
    String type() {
        if (state == State.MEM_FREE) {
            return "";
        }
        if (vad == null) {
            return "MEM_PRIVATE";
        }
        return switch (vad.kind()) {
            case PRIVATE, PHYSICAL -> "MEM_PRIVATE";
            case MAPPED -> "MEM_MAPPED";
            case IMAGE -> "MEM_IMAGE";
        };
    }
}
