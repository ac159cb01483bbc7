package org.mmscope.kernel.replacement;

/**
 * The policy of Windows 2000 on one processor, XP and Server 2003: each second a page that was not accessed grows a
 * second older, up to age 3; a search from NextSlot takes a page of that age at once, or the oldest of those it looks
 * at. Source: Russinovich and Solomon, Microsoft Windows Internals, 4th edition, chapter 7, Working Set Management.
 */
final class AgeingLru implements ReplacementPolicy {

    @Override
    public String id() {
        return ReplacementPolicies.AGEING_LRU;
    }

    @Override
    public String documentation() {
        return "Windows 2000 and later: pages age by the second unless they are accessed; the oldest of up to "
                + ModifiedFifo.SEARCH + " goes.";
    }

    @Override
    public void age(WorkingSetPages pages) {
        for (int index = pages.first(); index < pages.end(); index++) {
            if (!pages.replaceable(index)) {
                continue;
            }
            if (pages.accessed(index)) {
                pages.clearAccessed(index);
                pages.age(index, 0);
            } else if (pages.age(index) < WorkingSetPages.OLDEST_AGE) {
                pages.age(index, pages.age(index) + 1);
            }
        }
    }

    @Override
    public int choose(WorkingSetPages pages) {
        int found = NONE;
        int most = -1;
        int looked = 0;
        int index = pages.hand();
        int steps = pages.end() - pages.first();
        for (int i = 0; i < steps && looked < ModifiedFifo.SEARCH && most <= WorkingSetPages.OLDEST_AGE;
                i++, index++) {
            if (index < pages.first() || index >= pages.end()) {
                index = pages.first();
            }
            if (pages.replaceable(index)) {
                looked++;
                int age = idle(pages, index);
                if (age > most) {
                    found = index;
                    most = age;
                }
            }
        }
        if (found != NONE) {
            pages.hand(found + 1);
        }
        return found;
    }

    /** 0 for a page that was accessed since it was last aged, one more than its age for any other. */
    private static int idle(WorkingSetPages pages, int index) {
        return pages.accessed(index) ? 0 : 1 + pages.age(index);
    }
}
