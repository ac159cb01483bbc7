package org.mmscope.kernel.replacement;

/**
 * The page that is used again last, which only a trace tells (Belady, A study of replacement algorithms for a
 * virtual-storage computer, IBM Systems Journal 5, 1966). Of pages that are not used again, and of all when no trace is
 * being played, the one that came in first goes.
 */
final class Optimal implements ReplacementPolicy {

    @Override
    public String id() {
        return "optimal";
    }

    @Override
    public String documentation() {
        return "Belady's: while a trace is played, the page goes that is used again last; otherwise as fifo.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public int choose(WorkingSetPages pages) {
        int found = NONE;
        long latest = -1;
        for (int index = pages.oldest(); index != NONE && latest != WorkingSetPages.NEVER;
                index = pages.newer(index)) {
            long use = pages.replaceable(index) ? pages.nextUse(index) : -1;
            if (use > latest) {
                found = index;
                latest = use;
            }
        }
        return found;
    }
}
