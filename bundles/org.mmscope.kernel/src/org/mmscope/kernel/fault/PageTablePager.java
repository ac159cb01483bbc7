package org.mmscope.kernel.fault;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Brings page tables back that are not in memory (MiMakePdeExistAndMakeValid): a fault of its own, at the address of
 * the entry that was looked for. A page table that cannot be read stops the machine.
 */
public final class PageTablePager implements PageTables.Pager {

    /** Parameter 1 of the bug check: the lock held, as MiMakeSystemAddressValid says it. */
    private static final int WORKING_SET_LOCK = 1;

    private final PteFormat format;
    private final KernelPages kernelPages;
    private final FaultLog log;
    private final Events events;
    private final BugChecks bugChecks;

    public PageTablePager(PteFormat format, KernelPages kernelPages, FaultLog log, Events events,
            BugChecks bugChecks) {
        this.format = format;
        this.kernelPages = kernelPages;
        this.log = log;
        this.events = events;
        this.bugChecks = bugChecks;
    }

    @Override
    public int bringIn(ProcessObject process, int va, int directoryFrame, long pde) {
        boolean hard = !Pte.transition(pde);
        events.step(Kind.DIRECTORY_ENTRY_READ, format.pdeAddress(va), pde,
                hard ? Decision.IN_PAGE_FILE : Decision.IN_TRANSITION);
        int error = kernelPages.error(pde);
        if (error != KernelPages.NO_ERROR) {
            throw bugChecks.raise(BugCheck.KERNEL_DATA_INPAGE_ERROR, WORKING_SET_LOCK, error, process.address(),
                    format.pteAddress(va));
        }
        int pfn = kernelPages.bringIn(format.pdeAddress(va), directoryFrame, pde, process.nextColor());
        process.add(process.layout().pageFaultCount, 1);
        process.add(process.layout().hardFaultCount, hard ? 1 : 0);
        log.add(format.pteAddress(va), hard ? FaultKind.PAGE_FILE : FaultKind.TRANSITION, pfn, hard);
        return pfn;
    }
}
