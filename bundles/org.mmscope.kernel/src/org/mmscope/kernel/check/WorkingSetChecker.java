package org.mmscope.kernel.check;

import java.util.HashSet;
import java.util.Set;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.machine.PhysicalReader;

/**
 * Each working-set entry's page is mapped by its process, in its session or in system space, and active; a working set's
 * size is the number of its entries and not above its peak, and a page that an entry finds directly names that entry.
 * The pages of paged pool and of the system cache that are mapped are in the system's working set. The maximum is no
 * bound: every profile lets a working set grow over it while memory is plentiful.
 */
final class WorkingSetChecker implements Checker {

    private static final int DIRECT = 1 << 9;

    @Override
    public String rule() {
        return "6 working-set";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (ProcessView process : view.processes()) {
            bounds(Owner.of(process), process.workingSet(), sink);
        }
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            view.processes().forEach(process -> entries(image, view.pfns(), process, sink));
            view.sessions().forEach(session -> session(image, view, session, sink));
            system(image, view, sink);
        }
    }

    private void bounds(Owner owner, WorkingSetView set, ViolationSink sink) {
        if (set.size() > set.peak()) {
            report(owner, "has " + set.size() + " pages, its peak is " + set.peak(), sink);
        }
        if (set.minimum() > set.maximum()) {
            report(owner, "has minimum " + set.minimum() + " and maximum " + set.maximum(), sink);
        }
    }

    private void entries(KernelImage image, PfnTable pfns, ProcessView process, ViolationSink sink) {
        Pages pages = new Pages(Owner.of(process), image.tables(process.directoryTableBase()), pfns, sink);
        if (!SwappedRoot.isOut(image, process)) {
            WorkingSetEntries.visit(image, process, pages);
            pages.counted(process.workingSet().size());
        }
    }

    /** The list of a session whose processes are all out of memory is not looked at. */
    private void session(KernelImage image, MachineView view, SessionView session, ViolationSink sink) {
        Owner owner = new Owner("session " + session.id(), session.address());
        bounds(owner, session.workingSet(), sink);
        view.processes().stream().filter(process -> session.processes().contains(process.address())
                && !SwappedRoot.isOut(image, process)).findFirst().ifPresent(process -> {
                    Pages pages = new Pages(owner, image.tables(process.directoryTableBase()), view.pfns(), sink);
                    WorkingSetEntries.visit(image, session, process, pages);
                    pages.counted(session.workingSet().size());
                });
    }

    private void system(KernelImage image, MachineView view, ViolationSink sink) {
        Owner owner = new Owner("the system", image.symbol("MmSystemCacheWs"));
        bounds(owner, view.systemWorkingSet(), sink);
        PageTables tables = image.tables((long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE);
        Pages pages = new Pages(owner, tables, view.pfns(), sink);
        WorkingSetEntries.visitSystem(image, pages);
        pages.counted(view.systemWorkingSet().size());
        complete(image, owner, pages, "MmPagedPool", "paged pool", sink);
        complete(image, owner, pages, "MmSystemCache", "the system cache", sink);
    }

    /** Every page of a region that is mapped has its entry. */
    private void complete(KernelImage image, Owner owner, Pages pages, String region, String name, ViolationSink sink) {
        pages.tables.scan(image.global(region + "Start"), image.global(region + "End") - 1, (va, at, raw, large) -> {
            if (pages.tables.format().kind(raw) == PteKind.VALID && !pages.seen.contains(va)) {
                report(owner, "has no entry for page " + Images.hex(va) + " of " + name + ", which is mapped", sink);
            }
        });
    }

    private void report(Owner owner, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), owner.address, "working set of " + owner.name + " " + wrong));
    }

    /** Whose a working set is: a name, and the address of its EPROCESS, MM_SESSION_SPACE or MMSUPPORT. */
    private record Owner(String name, long address) {

        static Owner of(ProcessView process) {
            return new Owner(process.name(), process.address());
        }
    }

    /** Takes the entries of one working set. */
    private final class Pages implements WorkingSetEntries.Visitor {

        private final Owner owner;
        private final PageTables tables;
        private final PfnTable pfns;
        private final ViolationSink sink;
        private final Set<Long> seen = new HashSet<>();

        Pages(Owner owner, PageTables tables, PfnTable pfns, ViolationSink sink) {
            this.owner = owner;
            this.tables = tables;
            this.pfns = pfns;
            this.sink = sink;
        }

        @Override
        public void entry(int index, long entry) {
            long va = WorkingSetEntries.page(entry);
            long at = tables.tableEntry(va);
            long raw = at == PageTables.NONE ? 0 : tables.read(at);
            int pfn = tables.format().frame(raw);
            String name = "has entry " + index + " for page " + Images.hex(va) + ", ";
            if (tables.format().kind(raw) != PteKind.VALID) {
                report(owner, name + "which is not mapped (" + Images.hex(raw) + ")", sink);
            } else if (pfn >= pfns.frames() || pfns.location(pfn) != PageLocation.ACTIVE) {
                report(owner, name + "whose frame " + Images.hex(pfn) + " is not active", sink);
            } else if ((entry & DIRECT) != 0 && pfns.u1(pfn) != index) {
                report(owner, name + "whose frame " + Images.hex(pfn) + " names entry " + pfns.u1(pfn), sink);
            }
            if (!seen.add(va)) {
                report(owner, "has page " + Images.hex(va) + " twice", sink);
            }
        }

        /** Every entry has been taken: holds their number against the size that the working set says. */
        void counted(long size) {
            if (seen.size() != size) {
                report(owner, "counts " + size + " pages and has " + seen.size() + " entries", sink);
            }
        }
    }
}
