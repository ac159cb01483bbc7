package org.mmscope.kernel.replacement;

/**
 * The policy of Windows NT 4: goes round the entries from NextSlot, which is first in, first out as long as the set is
 * full, modified by the Accessed bit: a few accessed pages are passed over. Sources: Solomon, Inside Windows NT, 2nd
 * edition, chapter 5; for their number MM_WORKING_SET_LIST_SEARCH.
 */
final class ModifiedFifo implements ReplacementPolicy {

    /** Accessed pages that one search passes over. */
    static final int SEARCH = 17;

    @Override
    public String id() {
        return ReplacementPolicies.MODIFIED_FIFO;
    }

    @Override
    public String documentation() {
        return "Windows NT 4: first in, first out round the entries, up to " + SEARCH
                + " accessed pages passed over.";
    }

    @Override
    public int choose(WorkingSetPages pages) {
        return Clock.round(pages, 2 * (pages.end() - pages.first()), SEARCH);
    }
}
