package org.mmscope.kernel.replacement;

/** First in, first out. */
final class Fifo implements ReplacementPolicy {

    @Override
    public String id() {
        return "fifo";
    }

    @Override
    public String documentation() {
        return "First in, first out: the page goes that came in first.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public int choose(WorkingSetPages pages) {
        return oldest(pages);
    }

    /** The first page in order that may go. */
    static int oldest(WorkingSetPages pages) {
        int index = pages.oldest();
        while (index != NONE && !pages.replaceable(index)) {
            index = pages.newer(index);
        }
        return index;
    }
}
