package org.mmscope.kernel.replacement;

/** A hand that goes round the entries, and round again if it must, and passes over pages that were accessed. */
final class Clock implements ReplacementPolicy {

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public String documentation() {
        return "A hand goes round the entries; a page that was accessed since the last round is passed over.";
    }

    @Override
    public int choose(WorkingSetPages pages) {
        return round(pages, 2 * (pages.end() - pages.first()), Integer.MAX_VALUE);
    }

    /**
     * Goes round from the hand and leaves it behind the page that is to go.
     *
     * @param steps entries that are looked at
     * @param chances accessed pages that are passed over; the next one goes whether it was accessed or not
     */
    static int round(WorkingSetPages pages, int steps, int chances) {
        int left = chances;
        int index = pages.hand();
        for (int i = 0; i < steps; i++, index++) {
            if (index < pages.first() || index >= pages.end()) {
                index = pages.first();
            }
            if (!pages.replaceable(index)) {
                continue;
            }
            if (left == 0 || !pages.accessed(index)) {
                pages.hand(index + 1);
                return index;
            }
            pages.clearAccessed(index);
            left--;
        }
        return NONE;
    }
}
