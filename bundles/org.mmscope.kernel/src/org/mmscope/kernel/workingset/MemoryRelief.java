package org.mmscope.kernel.workingset;

import java.util.List;

import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.Irql;
import org.mmscope.kernel.pfn.PageLists;

/**
 * Makes pages available when a fault finds none: modified pages are written, and if that is not enough the largest
 * working set gives pages up.
 */
public final class MemoryRelief implements PageSupply.Relief {

    private static final int CLUSTER = ModifiedPageWriter.CLUSTER;

    private final PageReads reads;
    private final PageWrites writes;
    private final ModifiedPageWriter writer;
    private final WorkingSets workingSets;
    private final PageLists lists;
    private final WorkingSetOwners owners;
    private final Irql irql;

    public MemoryRelief(PageReads reads, PageWrites writes, ModifiedPageWriter writer, WorkingSets workingSets,
            PageLists lists, WorkingSetOwners owners, Irql irql) {
        this.reads = reads;
        this.writes = writes;
        this.writer = writer;
        this.workingSets = workingSets;
        this.lists = lists;
        this.owners = owners;
        this.irql = irql;
    }

    @Override
    public boolean makeAvailable() {
        irql.raise();
        try {
            return hasMade();
        } finally {
            irql.lower();
        }
    }

    private boolean hasMade() {
        int before = lists.available();
        if ((reads.finish() | writes.finish()) && lists.available() > before || written()) {
            return true;
        }
        if (trimmed(largest(), before)) {
            return true;
        }
        for (WorkingSetOwner owner : owners.all()) {
            if (trimmed(owner, before)) {
                return true;
            }
        }
        return false;
    }

    private boolean trimmed(WorkingSetOwner owner, int before) {
        for (int i = 0; i < CLUSTER && workingSets.replace(owner); i++) {
            if (lists.available() > before) {
                return true;
            }
        }
        return written();
    }

    /** Who has no page has to wait until some are written. */
    private boolean written() {
        boolean written = writer.write(CLUSTER) > 0;
        if (written) {
            writer.finish();
        }
        return written;
    }

    private WorkingSetOwner largest() {
        List<WorkingSetOwner> all = owners.all();
        WorkingSetOwner largest = all.get(0);
        for (WorkingSetOwner candidate : all) {
            if (candidate.workingSetSize() > largest.workingSetSize()) {
                largest = candidate;
            }
        }
        return largest;
    }
}
