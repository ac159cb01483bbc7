package org.mmscope.kernel.workingset;

import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.replacement.WorkingSetPages;

/** The working set of one process as its policy sees it. One object serves all processes, one after the other. */
final class ProcessPages implements WorkingSetPages {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final WorkingSetList lists;
    private final PageTables tables;
    private final long seed;
    private final WorkingSetOrder order;
    private ReferenceFuture future = (process, page) -> NEVER;
    private ProcessObject process;

    ProcessPages(WorkingSetList lists, PageTables tables, ReplacementPolicy policy, long seed) {
        this.lists = lists;
        this.tables = tables;
        this.seed = seed;
        order = policy.ordered() ? lists.keepOrder() : null;
    }

    ProcessPages of(ProcessObject of) {
        process = of;
        return this;
    }

    void future(ReferenceFuture known) {
        future = known != null ? known : (id, page) -> NEVER;
    }

    @Override
    public int processId() {
        return process.processId();
    }

    @Override
    public int first() {
        return lists.firstDynamic(process);
    }

    @Override
    public int end() {
        return lists.field(process, lists.layout().lastEntry) + 1;
    }

    @Override
    public boolean replaceable(int index) {
        int entry = lists.entry(process, index);
        return (entry & WorkingSetList.VALID) != 0
                && (entry & (WorkingSetList.LOCKED_IN_WS | WorkingSetList.LOCKED_IN_MEMORY)) == 0;
    }

    @Override
    public int page(int index) {
        return WorkingSetList.page(lists.entry(process, index));
    }

    @Override
    public boolean accessed(int index) {
        return (tables.read(tables.find(process, page(index))) & Pte.ACCESSED) != 0;
    }

    @Override
    public void clearAccessed(int index) {
        int va = page(index);
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        tables.write(process, va, pa, pte, pte & ~Pte.ACCESSED);
    }

    @Override
    public int age(int index) {
        return lists.age(process, index);
    }

    @Override
    public void age(int index, int value) {
        lists.age(process, index, value);
    }

    @Override
    public int hand() {
        return lists.field(process, lists.layout().nextSlot);
    }

    @Override
    public void hand(int index) {
        lists.field(process, lists.layout().nextSlot, index);
    }

    @Override
    public int oldest() {
        return order.oldest(process);
    }

    @Override
    public int newer(int index) {
        return order.newer(process, index);
    }

    @Override
    public void toNewest(int index) {
        order.toNewest(process, index);
    }

    @Override
    public int random(int bound, int draw) {
        long state = seed;
        state = mix(state + processId());
        state = mix(state + process.get(process.layout().pageFaultCount));
        state = mix(state + process.get(process.layout().workingSetSize));
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
