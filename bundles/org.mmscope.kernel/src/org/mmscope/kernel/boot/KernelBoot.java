package org.mmscope.kernel.boot;

import org.mmscope.machine.ControlRegisters;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.TrapHandler;

/** The boot of a kernel: every part makes what it keeps in memory, then the processor starts. */
final class KernelBoot {

    private KernelBoot() {
    }

    /** @param traps who takes the processor's page faults from then on */
    static void boot(KernelParts kernel, TrapHandler traps) {
        kernel.pages.boot(kernel.mapper.used());
        kernel.mapper.beginPages(kernel.pages, kernel.roots);
        KernelImage image = new KernelImage(kernel.system, kernel.layout, kernel.layouts, kernel.configuration);
        image.write();
        int memory = kernel.pages.lists().available();
        kernel.commit.addLimit(memory);
        kernel.systemWorkingSet.boot(kernel.pages.pfns().frames(), kernel.configuration.profile().server());
        kernel.nonPaged.boot();
        kernel.reads.boot();
        kernel.writes.boot();
        kernel.paged.boot();
        image.writeSharedData(kernel.format, kernel.paged);
        kernel.systemPtes.boot();
        kernel.sessions.boot();
        kernel.objects.boot();
        kernel.fileObjects.boot();
        kernel.sectionParts.areas().boot();
        kernel.cache.boot();
        kernel.pageFiles.boot(kernel.configuration.pageFiles());
        startProcessor(kernel, traps);
        kernel.processes.boot();
        kernel.bounds.boot();
        // The System process's own tables are not charged: they were there before the limit.
        kernel.commit.release(kernel.commit.total() - kernel.nonPaged.totalPages() - kernel.paged.totalPages());
        // What the boot took uncharged cannot be promised to anybody: every page that is charged has a place.
        kernel.commit.addLimit(kernel.pages.lists().available() + kernel.commit.total() - memory);
    }

    private static void startProcessor(KernelParts kernel, TrapHandler traps) {
        boolean pae = kernel.configuration.paging() == PagingMode.PAE;
        boolean largePages = kernel.configuration.kernelLargePages() || kernel.configuration.largePageMinimum() != 0;
        kernel.processor.cr4(ControlRegisters.CR4_PGE | (largePages ? ControlRegisters.CR4_PSE : 0)
                | (pae ? ControlRegisters.CR4_PAE : 0));
        kernel.processor.efer(kernel.configuration.noExecute() ? ControlRegisters.EFER_NXE : 0);
        kernel.processor.loadCr3(kernel.mapper.directoryTableBase());
        kernel.processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_WP | ControlRegisters.CR0_PG);
        kernel.processor.userMode(true);
        kernel.processor.trapHandler(traps);
    }
}
