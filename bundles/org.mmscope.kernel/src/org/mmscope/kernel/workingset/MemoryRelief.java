package org.mmscope.kernel.workingset;

import java.util.List;

import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

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
    private final ProcessManager processes;

    public MemoryRelief(PageReads reads, PageWrites writes, ModifiedPageWriter writer, WorkingSets workingSets,
            PageLists lists, ProcessManager processes) {
        this.reads = reads;
        this.writes = writes;
        this.writer = writer;
        this.workingSets = workingSets;
        this.lists = lists;
        this.processes = processes;
    }

    @Override
    public boolean makeAvailable() {
        if ((reads.finish() | writes.finish()) && lists.available() > 0 || written()) {
            return true;
        }
        if (trimmed(largest())) {
            return true;
        }
        for (EProcess process : processes.all()) {
            if (trimmed((ProcessObject) process)) {
                return true;
            }
        }
        return false;
    }

    private boolean trimmed(ProcessObject process) {
        for (int i = 0; i < CLUSTER && workingSets.replace(process); i++) {
            if (lists.available() > 0) {
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

    private ProcessObject largest() {
        List<EProcess> all = processes.all();
        ProcessObject largest = (ProcessObject) all.get(0);
        for (EProcess candidate : all) {
            ProcessObject process = (ProcessObject) candidate;
            if (size(process) > size(largest)) {
                largest = process;
            }
        }
        return largest;
    }

    private static int size(ProcessObject process) {
        return process.get(process.layout().workingSetSize);
    }
}
