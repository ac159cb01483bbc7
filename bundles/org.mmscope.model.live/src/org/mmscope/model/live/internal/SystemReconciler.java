package org.mmscope.model.live.internal;

import java.util.function.Supplier;

import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EObject;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PoolView;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.PageFile;
import org.mmscope.model.PageList;
import org.mmscope.model.PageLocation;
import org.mmscope.model.PagingMode;
import org.mmscope.model.Pool;
import org.mmscope.model.PoolKind;

/** What there is once a machine: its description, its counters, its page files, its pools. */
final class SystemReconciler {

    private final Machine machine;
    private final ChangeLog log;

    SystemReconciler(Machine machine, ChangeLog log) {
        this.machine = machine;
        this.log = log;
        for (PageLocation location : PageLocation.VALUES) {
            PageList list = ModelFactory.eINSTANCE.createPageList();
            list.setLocation(location);
            machine.getPageLists().add(list);
        }
        machine.setCounters(ModelFactory.eINSTANCE.createMemoryCounters());
    }

    void fill(MachineView view) {
        fill(view.machine());
        fill(view.pageLists());
        fill(view.counters());
        fillPageFiles(view);
        fillPools(view);
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
        fill(PageLocation.ZEROED, from.zeroed());
        fill(PageLocation.FREE, from.free());
        fill(PageLocation.STANDBY, from.standby());
        fill(PageLocation.MODIFIED, from.modified());
        fill(PageLocation.MODIFIED_NO_WRITE, from.modifiedNoWrite());
        fill(PageLocation.BAD, from.bad());
        fill(PageLocation.ACTIVE, from.active());
        fill(PageLocation.TRANSITION, from.transition());
    }

    private void fill(PageLocation location, long pages) {
        log.set(machine.getPageLists().get(location.getValue()), Literals.PAGE_LIST__PAGES, pages);
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
        sizeTo(machine.getPageFiles(), view.pageFiles().size(), ModelFactory.eINSTANCE::createPageFile);
        for (int i = 0; i < view.pageFiles().size(); i++) {
            fill(machine.getPageFiles().get(i), view.pageFiles().get(i));
        }
    }

    /** Pools are known by their kind. */
    private void fillPools(MachineView view) {
        sizeTo(machine.getPools(), view.pools().size(), ModelFactory.eINSTANCE::createPool);
        for (int i = 0; i < view.pools().size(); i++) {
            fill(machine.getPools().get(i), view.pools().get(i));
        }
    }

    private <T extends EObject> void sizeTo(EList<T> list, int size, Supplier<T> factory) {
        while (list.size() > size) {
            log.removed(list.remove(list.size() - 1));
        }
        while (list.size() < size) {
            T object = factory.get();
            list.add(object);
            log.added(object);
        }
    }

    private void fill(Pool to, PoolView from) {
        log.set(to, Literals.POOL__KIND, PoolKind.get(from.kind().ordinal()));
        log.set(to, Literals.POOL__START, from.start());
        log.set(to, Literals.POOL__END, from.end());
        log.set(to, Literals.POOL__PAGES, from.pages());
    }

    private void fill(PageFile to, PageFileView from) {
        log.set(to, Literals.PAGE_FILE__PATH, from.path());
        log.set(to, Literals.PAGE_FILE__SIZE_PAGES, from.sizePages());
        log.set(to, Literals.PAGE_FILE__USED_PAGES, from.usedPages());
        log.set(to, Literals.PAGE_FILE__PEAK_PAGES, from.peakPages());
    }
}
