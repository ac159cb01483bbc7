package org.mmscope.kernel.fork;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.fault.PageFaultHandler;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/** Makes pages that a fork shares private again, before they are protected otherwise. */
public final class ForkedPages {

    private static final int PAGE = 4096;

    private final PageTables tables;
    private final PteFormat format;
    private final CloneBlocks blocks;
    private final PageFaultHandler faults;
    private final PfnDatabase pfns;

    public ForkedPages(PageTables tables, PfnDatabase pfns, CloneBlocks blocks,
            PageFaultHandler faults) {
        this.tables = tables;
        format = tables.format();
        this.pfns = pfns;
        this.blocks = blocks;
        this.faults = faults;
    }

    /** Copies the pages of a range that are shared by a fork. Gives an NTSTATUS. */
    public int makePrivate(ProcessObject process, int start, int end) {
        if (process.get(process.layout().cloneRoot) == 0) {
            return NtStatus.SUCCESS;
        }
        int status = NtStatus.SUCCESS;
        for (int va = start; NtStatus.success(status) && va != 0 && Integer.compareUnsigned(va, end) <= 0;) {
            if (tables.find(process, va) == PageTables.NONE) {
                va = tables.nextTable(va);
            } else {
                status = isForked(process, va) ? makePrivate(process, va) : status;
                va += PAGE;
            }
        }
        return status;
    }

    private boolean isForked(ProcessObject process, int va) {
        long pte = tables.read(tables.find(process, va));
        if (Pte.valid(pte)) {
            int pfn = format.frame(pte);
            return pfns.prototype(pfn) && blocks.isClone(process, pfns.pteAddress(pfn));
        }
        return Pte.prototype(pte) && !format.isVadLookup(pte) && blocks.isClone(process, format.prototypeAddress(pte));
    }

    private int makePrivate(ProcessObject process, int va) {
        boolean valid = Pte.valid(tables.read(tables.find(process, va)));
        int status = valid ? NtStatus.SUCCESS : faults.access(process, va, ExceptionRecord.READ);
        return NtStatus.success(status) ? faults.copy(process, va) : status;
    }
}
