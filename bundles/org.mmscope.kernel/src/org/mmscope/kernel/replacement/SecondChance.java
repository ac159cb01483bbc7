package org.mmscope.kernel.replacement;

/** First in, first out, but a page that was accessed since it was last looked at is taken for a new one. */
final class SecondChance implements ReplacementPolicy {

    @Override
    public String id() {
        return "second-chance";
    }

    @Override
    public String documentation() {
        return "First in, first out, but a page that was accessed goes to the end of the queue once.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public int choose(WorkingSetPages pages) {
        int index = Fifo.oldest(pages);
        while (index != NONE && pages.accessed(index)) {
            pages.clearAccessed(index);
            pages.toNewest(index);
            index = Fifo.oldest(pages);
        }
        return index;
    }
}
