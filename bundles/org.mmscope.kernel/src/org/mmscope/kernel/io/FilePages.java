package org.mmscope.kernel.io;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.section.ControlAreas;
import org.mmscope.kernel.section.PrototypePages;

/**
 * Reads and writes of files through the pages of their data sections, which is what the cache manager's views are: a
 * page that a program has mapped and the page that ReadFile copies from are the same.
 */
final class FilePages {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final FileObjects files;
    private final ControlAreas areas;
    private final PrototypePages prototypes;

    FilePages(SystemMemory system, FileObjects files, ControlAreas areas, PrototypePages prototypes) {
        this.system = system;
        this.files = files;
        this.areas = areas;
        this.prototypes = prototypes;
    }

    int read(int body, long offset, byte[] to, int length) {
        return transfer(body, offset, to, length, false);
    }

    int write(int body, long offset, byte[] from, int length) {
        return transfer(body, offset, from, length, true);
    }

    private int transfer(int body, long offset, byte[] bytes, int length, boolean write) {
        int area = areas.ofFile(body);
        if (area == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int status = NtStatus.SUCCESS;
        for (int done = 0; done < length && status == NtStatus.SUCCESS;) {
            int inPage = (int) ((offset + done) % PAGE);
            int count = Math.min(length - done, PAGE - inPage);
            status = transferPage(area, (offset + done) / PAGE, inPage, bytes, done, count, write);
            done += count;
        }
        areas.checkDeletion(area);
        return status;
    }

    private int transferPage(int area, long page, int inPage, byte[] bytes, int at, int count, boolean write) {
        int prototypePte = areas.prototypePte(area, page);
        int pfn = prototypePte == 0 ? PhysicalPages.NONE : prototypes.hold(prototypePte);
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        if (pfn == PrototypePages.FAILED) {
            return NtStatus.DEVICE_DATA_ERROR;
        }
        long pa = ((long) pfn << 12) + inPage;
        if (write) {
            system.physical().write(pa, bytes, at, count);
        } else {
            system.physical().read(pa, bytes, at, count);
        }
        prototypes.drop(pfn, write);
        return NtStatus.SUCCESS;
    }

    /** Writes every modified page of the file to the volume and waits until they are there; gives an NTSTATUS. */
    int flush(int body) {
        int area = files.dataSection(body);
        int status = area == 0 ? NtStatus.SUCCESS : prototypes.flush(area, 0, files.size(body) / PAGE + 1);
        if (area != 0) {
            files.finishWrites();
        }
        return status;
    }
}
