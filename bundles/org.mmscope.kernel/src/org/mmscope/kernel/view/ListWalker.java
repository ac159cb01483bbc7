package org.mmscope.kernel.view;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/** Walks doubly linked lists (LIST_ENTRY) of an image that may be damaged. */
final class ListWalker {

    private final VirtualReader space;
    private final int limit;

    /** @param limit most entries that a list may have */
    ListWalker(VirtualReader space, int limit) {
        this.space = space;
        this.limit = limit;
    }

    /** Visits the address of each LIST_ENTRY behind a head, in order. */
    void walk(long head, LongConsumer visitor) {
        Set<Long> seen = new HashSet<>();
        long previous = head;
        for (long entry = space.read32(head); entry != head; entry = space.read32(entry)) {
            if (!seen.add(entry) || seen.size() > limit) {
                throw new DamagedImageException("list without an end", entry);
            }
            if (space.read32(entry + 4) != previous) {
                throw new DamagedImageException("list whose back link does not lead back", entry);
            }
            visitor.accept(entry);
            previous = entry;
        }
    }
}
