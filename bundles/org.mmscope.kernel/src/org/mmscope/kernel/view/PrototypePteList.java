package org.mmscope.kernel.view;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Prototype PTEs of a segment's runs, by address; decoded when read. */
final class PrototypePteList extends AbstractList<PrototypePteView> implements RandomAccess {

    private final KernelImage image;
    private final long[] bases;
    private final int[] ends;

    /**
     * @param bases addresses of the runs, ascending
     * @param ends for each run the number of prototype PTEs in it and in those before it
     */
    PrototypePteList(KernelImage image, long[] bases, int[] ends) {
        this.image = image;
        this.bases = bases;
        this.ends = ends;
    }

    @Override
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public PrototypePteView get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        int run = run(index);
        long address = bases[run] + (long) (index - (run == 0 ? 0 : ends[run - 1])) * image.ptes().bytes();
        long raw = image.pte(address);
        PteKind kind = image.ptes().prototypeKind(raw);
        return new PrototypePteView(address, raw, kind, image.ptes().frame(raw, kind));
    }

    private int run(int index) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (index < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
