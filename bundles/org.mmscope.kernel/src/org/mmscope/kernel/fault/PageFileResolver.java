package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * A private page that was written to a page file (MiResolvePageFileFault). Neighbours whose slots are neighbours too
 * are read with the same transfer and go to the standby list when they have come. A slot stays the page's own until
 * the page is stored to.
 */
final class PageFileResolver implements FaultResolver {

    /** Pages read at once: MmReadClusterSize + 1 of XP. */
    private static final int CLUSTER = 8;
    /** Below so many available pages a transfer brings only the page that is wanted. */
    private static final int PLENTY = 256;
    private static final int PAGE = 4096;

    private final PageTables tables;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final PageFiles files;
    private final PageReads reads;
    private final ValidPte valid;
    private final Events events;
    private final int[] neighbours = new int[CLUSTER];

    PageFileResolver(PageTables tables, PhysicalPages pages, PageSupply supply, PageFiles files, PageReads reads,
            ValidPte valid, Events events) {
        this.tables = tables;
        format = tables.format();
        this.pages = pages;
        this.supply = supply;
        this.files = files;
        this.reads = reads;
        this.valid = valid;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        int pfn = supply.any(fault.process.nextColor());
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        long slot = fault.pte;
        int most = pages.lists().available() < PLENTY ? 0 : CLUSTER - 1;
        int behind = run(fault, 1, most);
        int before = run(fault, -1, most - behind);
        fault.pte = begin(fault, 0, slot, pfn);
        if (before + behind > 0 && files.fails(files.neighbour(slot, -before), before + 1 + behind)) {
            reads.await(beginRead(files.neighbour(slot, -before), before + 1 + behind));
            before = 0;
            behind = 0;
        }
        long done = beginRead(files.neighbour(slot, -before), before + 1 + behind);
        if (files.fails(slot, 1)) {
            return fail(fault, slot, pfn, done);
        }
        files.copy(slot, pfn);
        bringNeighbours(fault, before, behind, done);
        reads.await(files.arrival(done, behind));
        events.step(Kind.READ_COMPLETED, pages.pfns().address(pfn), pfn);
        pages.activate(pfn);
        fault.resolved(FaultKind.PAGE_FILE, pfn, true);
        if (fault.write()) {
            files.dirtied(pfn);
        }
        return valid.map(fault, pfn, fault.write(), 0);
    }

    private int fail(Fault fault, long slot, int pfn, long done) {
        reads.await(done);
        tables.write(fault.process, fault.va, fault.pa, fault.pte, slot);
        pages.pfns().originalPte(pfn, 0);
        pages.readFailed(pfn);
        fault.resolved(FaultKind.PAGE_FILE, -1, true);
        fault.cause = Decision.READ_ERROR;
        return NtStatus.IN_PAGE_ERROR;
    }

    /** How many entries beside that of the fault, up to a number, name the slots beside its slot. */
    private int run(Fault fault, int direction, int most) {
        int index = (fault.va >>> 12) % format.entries();
        int found = 0;
        while (found < most) {
            int step = (found + 1) * direction;
            boolean inTable = index + step >= 0 && index + step < format.entries();
            if (!inTable || !files.isNeighbour(fault.pte, tables.read(entry(fault, step)), step)) {
                break;
            }
            found++;
        }
        return found;
    }

    private long entry(Fault fault, int step) {
        return fault.pa + (long) step * format.size();
    }

    /** Puts a page in transition under the read and lets its PTE say so. */
    private long begin(Fault fault, int step, long slot, int pfn) {
        int va = fault.va + step * PAGE;
        long transition = format.transition(pfn, Pte.protection(slot));
        pages.beginTransition(pfn, format.pteAddress(va), (int) (fault.pa >>> 12), slot, false);
        pages.pfns().readInProgress(pfn, true);
        tables.write(fault.process, va, entry(fault, step), slot, transition);
        return transition;
    }

    private long beginRead(long first, int count) {
        events.step(Kind.READ_ISSUED, files.address(first), files.byteOffset(first));
        return files.beginRead(first, count);
    }

    private void bringNeighbours(Fault fault, int before, int behind, long done) {
        int count = 0;
        for (int step = -before; step <= behind; step++) {
            if (step != 0) {
                int pfn = supply.any(fault.process.nextColor());
                long own = tables.read(entry(fault, step));
                begin(fault, step, own, pfn);
                files.copy(own, pfn);
                neighbours[count++] = pfn;
            }
        }
        if (count > 0) {
            reads.leave(done, neighbours, count);
        }
    }
}
