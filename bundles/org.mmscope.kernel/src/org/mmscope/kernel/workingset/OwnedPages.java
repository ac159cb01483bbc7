package org.mmscope.kernel.workingset;

import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.replacement.WorkingSetPages;

/** The working set of one owner as its policy sees it. One object serves all owners of a kind, one after the other. */
abstract class OwnedPages implements WorkingSetPages {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final WorkingSetList lists;
    private final ReplacementPolicy policy;
    private final long seed;
    private final WorkingSetOrder order;
    private ReferenceFuture future = (process, page) -> NEVER;
    private WorkingSetOwner owner;

    /** @param order the order that the policy wants, null if it wants none */
    OwnedPages(WorkingSetList lists, ReplacementPolicy policy, long seed, WorkingSetOrder order) {
        this.lists = lists;
        this.policy = policy;
        this.seed = seed;
        this.order = order;
    }

    OwnedPages of(WorkingSetOwner of) {
        owner = of;
        return this;
    }

    final WorkingSetOwner owner() {
        return owner;
    }

    /** Who chooses among these pages. */
    final ReplacementPolicy policy() {
        return policy;
    }

    /** The PTE of a page, 0 without a page table. */
    abstract long entry(int va);

    /** Takes a page out of the working set; its PTE says afterwards where it is. */
    abstract void evict(int va);

    /** Whether a page may leave as far as its owner is concerned. */
    abstract boolean mayLeave(int va);

    /** Every page that may leave has left: gives the number of pages that could follow. */
    abstract int emptied();

    final void future(ReferenceFuture known) {
        future = known != null ? known : (id, page) -> NEVER;
    }

    @Override
    public int processId() {
        return owner.ownerId();
    }

    @Override
    public int first() {
        return lists.firstDynamic(owner);
    }

    @Override
    public int end() {
        return lists.field(owner, lists.layout().lastEntry) + 1;
    }

    @Override
    public boolean replaceable(int index) {
        int entry = lists.entry(owner, index);
        return (entry & WorkingSetList.VALID) != 0
                && (entry & (WorkingSetList.LOCKED_IN_WS | WorkingSetList.LOCKED_IN_MEMORY)) == 0
                && mayLeave(WorkingSetList.page(entry));
    }

    @Override
    public int page(int index) {
        return WorkingSetList.page(lists.entry(owner, index));
    }

    @Override
    public boolean accessed(int index) {
        return (entry(page(index)) & Pte.ACCESSED) != 0;
    }

    @Override
    public int age(int index) {
        return lists.age(owner, index);
    }

    @Override
    public void age(int index, int value) {
        lists.age(owner, index, value);
    }

    @Override
    public int hand() {
        return lists.field(owner, lists.layout().nextSlot);
    }

    @Override
    public void hand(int index) {
        lists.field(owner, lists.layout().nextSlot, index);
    }

    @Override
    public int oldest() {
        return order.oldest(owner);
    }

    @Override
    public int newer(int index) {
        return order.newer(owner, index);
    }

    @Override
    public void toNewest(int index) {
        order.toNewest(owner, index);
    }

    @Override
    public int random(int bound, int draw) {
        long state = seed;
        state = mix(state + processId());
        state = mix(state + owner.pageFaults());
        state = mix(state + owner.workingSetSize());
        return (int) Long.remainderUnsigned(mix(state + draw), bound);
    }

    /** The output function of SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators). */
    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public long nextUse(int index) {
        return future.nextUse(processId(), page(index));
    }
}
