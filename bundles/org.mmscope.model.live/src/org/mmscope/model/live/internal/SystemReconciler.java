package org.mmscope.model.live.internal;

import org.eclipse.emf.common.util.EList;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.PageFile;
import org.mmscope.model.PageLists;
import org.mmscope.model.PagingMode;

/** What there is once a machine: its description, its counters, its page files. */
final class SystemReconciler {

    private final Machine machine;
    private final ChangeLog log;

    SystemReconciler(Machine machine, ChangeLog log) {
        this.machine = machine;
        this.log = log;
        machine.setPageLists(ModelFactory.eINSTANCE.createPageLists());
        machine.setCounters(ModelFactory.eINSTANCE.createMemoryCounters());
    }

    void fill(MachineView view) {
        fill(view.machine());
        fill(view.pageLists());
        fill(view.counters());
        fillPageFiles(view);
    }

    private void fill(MachineDescription from) {
        log.set(machine, Literals.MACHINE__PROFILE, from.profile());
        log.set(machine, Literals.MACHINE__PAGING, PagingMode.get(from.paging().ordinal()));
        log.set(machine, Literals.MACHINE__PHYSICAL_PAGES, (long) from.physicalPages());
        log.set(machine, Literals.MACHINE__TIME, from.time());
        log.set(machine, Literals.MACHINE__KERNEL_BASE, from.kernelBase());
        log.set(machine, Literals.MACHINE__PFN_DATABASE, from.pfnDatabase());
        log.set(machine, Literals.MACHINE__SYSTEM_PAGE_DIRECTORY, from.systemPageDirectory());
    }

    private void fill(PageListCounts from) {
        PageLists to = machine.getPageLists();
        log.set(to, Literals.PAGE_LISTS__ZEROED, (long) from.zeroed());
        log.set(to, Literals.PAGE_LISTS__FREE, (long) from.free());
        log.set(to, Literals.PAGE_LISTS__STANDBY, (long) from.standby());
        log.set(to, Literals.PAGE_LISTS__MODIFIED, (long) from.modified());
        log.set(to, Literals.PAGE_LISTS__MODIFIED_NO_WRITE, (long) from.modifiedNoWrite());
        log.set(to, Literals.PAGE_LISTS__BAD, (long) from.bad());
        log.set(to, Literals.PAGE_LISTS__ACTIVE, (long) from.active());
        log.set(to, Literals.PAGE_LISTS__TRANSITION, (long) from.transition());
    }

    private void fill(MemoryCounters from) {
        var to = machine.getCounters();
        log.set(to, Literals.MEMORY_COUNTERS__AVAILABLE_PAGES, from.availablePages());
        log.set(to, Literals.MEMORY_COUNTERS__COMMIT_TOTAL, from.commitTotal());
        log.set(to, Literals.MEMORY_COUNTERS__COMMIT_LIMIT, from.commitLimit());
        log.set(to, Literals.MEMORY_COUNTERS__COMMIT_PEAK, from.commitPeak());
        log.set(to, Literals.MEMORY_COUNTERS__PAGED_POOL_PAGES, from.pagedPoolPages());
        log.set(to, Literals.MEMORY_COUNTERS__NON_PAGED_POOL_PAGES, from.nonPagedPoolPages());
        log.set(to, Literals.MEMORY_COUNTERS__SYSTEM_CACHE_PAGES, from.systemCachePages());
    }

    /** Page files are known by their number, which is their place in the list. */
    private void fillPageFiles(MachineView view) {
        EList<PageFile> files = machine.getPageFiles();
        while (files.size() > view.pageFiles().size()) {
            log.removed(files.remove(files.size() - 1));
        }
        for (int i = 0; i < view.pageFiles().size(); i++) {
            if (i == files.size()) {
                files.add(ModelFactory.eINSTANCE.createPageFile());
                log.added(files.get(i));
            }
            fill(files.get(i), view.pageFiles().get(i));
        }
    }

    private void fill(PageFile to, PageFileView from) {
        log.set(to, Literals.PAGE_FILE__PATH, from.path());
        log.set(to, Literals.PAGE_FILE__SIZE_PAGES, from.sizePages());
        log.set(to, Literals.PAGE_FILE__USED_PAGES, from.usedPages());
        log.set(to, Literals.PAGE_FILE__PEAK_PAGES, from.peakPages());
    }
}
