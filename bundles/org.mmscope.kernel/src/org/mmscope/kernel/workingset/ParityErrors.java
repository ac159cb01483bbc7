package org.mmscope.kernel.workingset;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.cache.CachePages;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.pfn.BadPages;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.view.PageLocation;

/**
 * What happens when the memory reports a parity error in a frame. A page of a program or of the cache leaves every
 * working set; if a disk has its contents it is read again when it is wanted, else its users get an in-page error. A
 * page that the kernel itself uses stops the machine.
 */
public final class ParityErrors {

    /** Parameter 1 of NMI_HARDWARE_FAILURE. */
    private static final int MEMORY_PARITY = 0x004F4454;

    private final PfnDatabase pfns;
    private final BadPages bad;
    private final PageReads reads;
    private final PageWrites writes;
    private final WorkingSetList lists;
    private final UserPages userPages;
    private final ProcessManager processes;
    private final CachePages cache;
    private final BugChecks bugChecks;

    public ParityErrors(PfnDatabase pfns, BadPages bad, PageReads reads, PageWrites writes,
            WorkingSetList lists, UserPages userPages,
            ProcessManager processes, CachePages cache, BugChecks bugChecks) {
        this.pfns = pfns;
        this.bad = bad;
        this.reads = reads;
        this.writes = writes;
        this.lists = lists;
        this.userPages = userPages;
        this.processes = processes;
        this.cache = cache;
        this.bugChecks = bugChecks;
    }

    /**
     * A frame has a parity error; nothing more happens to one that has one already.
     *
     * @throws org.mmscope.kernel.BugCheckException if the kernel itself uses the frame
     */
    public void inject(int pfn) {
        if (pfns.readInProgress(pfn)) {
            reads.waitFor(pfn);
        }
        writes.waitFor(pfn);
        if (pfns.parityError(pfn)) {
            return;
        }
        if (pfns.location(pfn) == PageLocation.ACTIVE) {
            evict(pfn);
        }
        switch (pfns.location(pfn)) {
            case ZEROED, FREE, STANDBY -> bad.retire(pfn);
            case MODIFIED, MODIFIED_NO_WRITE -> bad.lose(pfn);
            default -> throw bugChecks.raise(BugCheck.NMI_HARDWARE_FAILURE, MEMORY_PARITY, 0, 0, 0);
        }
    }

    private void evict(int pfn) {
        cache.evictFrame(pfn);
        for (EProcess candidate : processes.all()) {
            ProcessObject process = (ProcessObject) candidate;
            if (process.rootOutswapped()) {
                continue;
            }
            for (int index = lists.firstDynamic(process); index < lists.capacity(process); index++) {
                int entry = lists.entry(process, index);
                if ((entry & WorkingSetList.VALID) != 0 && maps(process, WorkingSetList.page(entry), pfn)) {
                    userPages.evict(process, WorkingSetList.page(entry));
                }
            }
        }
    }

    private boolean maps(ProcessObject process, int va, int pfn) {
        PageTables tables = userPages.tables();
        long pa = tables.find(process, va);
        long pte = pa == PageTables.NONE ? 0 : tables.read(pa);
        return Pte.valid(pte) && tables.format().frame(pte) == pfn;
    }
}
