package org.mmscope.kernel.replacement;

/** Least recently used, exactly: every reference is noted, which no processor does and no kernel can afford. */
final class ExactLru implements ReplacementPolicy {

    @Override
    public String id() {
        return "lru";
    }

    @Override
    public String documentation() {
        return "Least recently used, exactly: the page goes whose last reference is the longest ago.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public boolean watchesReferences() {
        return true;
    }

    @Override
    public void referenced(WorkingSetPages pages, int index) {
        pages.toNewest(index);
    }

    @Override
    public int choose(WorkingSetPages pages) {
        return Fifo.oldest(pages);
    }
}
