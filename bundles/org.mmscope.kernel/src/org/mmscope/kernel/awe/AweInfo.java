package org.mmscope.kernel.awe;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.vad.Vads;

/**
 * The accessor of what a process has of its own in physical pages: the bitmap of their frames, their number, its
 * windows. The AWEINFO that EPROCESS.AweInfo points to, in nonpaged pool as the bitmap and the MI_PHYSICAL_VIEW of each
 * window are.
 */
final class AweInfo {

    /** No AWEINFO. */
    static final int NONE = 0;

    /** UserPhysicalPages of MMVAD_FLAGS, by which a view tells that it is a window. */
    private static final int USER_PHYSICAL_PAGES = 1 << 21;

    private final SystemMemory system;
    private final Pool pool;
    private final Vads vads;
    private final int frames;
    private final int total;

    AweInfo(SystemMemory system, KernelLayout layout, Pool nonPaged, Vads vads, int frames) {
        this.system = system;
        pool = nonPaged;
        this.vads = vads;
        this.frames = frames;
        total = layout.address(KernelSymbol.MM_VAD_PHYSICAL_PAGES);
    }

    /** That of a process, or {@link #NONE}. */
    int of(ProcessObject process) {
        return process.get(process.layout().aweInfo);
    }

    /** That of a process, made when there is none; {@link #NONE} without pool. */
    int make(ProcessObject process) {
        int info = of(process);
        if (info == NONE) {
            info = pool.allocate(AweLayout.SIZE, "MmAw");
            if (info != NONE) {
                ListEntry.initialize(system, info + AweLayout.VAD_LIST);
                process.set(process.layout().aweInfo, info);
            }
        }
        return info;
    }

    /** Whether the process has ever had pages. */
    boolean hasBitmap(int info) {
        return info != NONE && system.read32(info + AweLayout.BITMAP) != 0;
    }

    /** Makes the bitmap when there is none; false without pool. */
    boolean makeBitmap(int info) {
        if (hasBitmap(info)) {
            return true;
        }
        int bitmap = pool.allocate(AweLayout.BITMAP_HEADER + (frames + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES,
                "VadL");
        if (bitmap == 0) {
            return false;
        }
        system.write32(bitmap, frames);
        system.write32(bitmap + AweLayout.BITMAP_BUFFER, bitmap + AweLayout.BITMAP_HEADER);
        system.write32(info + AweLayout.BITMAP, bitmap);
        return true;
    }

    /** Whether a frame is the process's own. */
    boolean owns(int info, int pfn) {
        return pfn >= 0 && pfn < frames && (system.read32(word(info, pfn)) >>> pfn & 1) != 0;
    }

    private int word(int info, int pfn) {
        return system.read32(info + AweLayout.BITMAP) + AweLayout.BITMAP_HEADER + (pfn >>> 5) * Integer.BYTES;
    }

    /** Makes a frame the process's own, or no longer so. */
    void owns(int info, int pfn, boolean own) {
        int word = word(info, pfn);
        int bits = system.read32(word);
        system.write32(word, own ? bits | 1 << pfn : bits & ~(1 << pfn));
        system.add32(info + AweLayout.PAGES, own ? 1 : -1);
        system.add32(total, own ? 1 : -1);
    }

    /** The process's lowest frame from one on, or -1. */
    int next(int info, int from) {
        int pfn = from;
        while (pfn < frames) {
            int bits = system.read32(word(info, pfn)) >>> pfn;
            if (bits != 0) {
                return pfn + Integer.numberOfTrailingZeros(bits);
            }
            pfn = (pfn | Integer.SIZE - 1) + 1;
        }
        return -1;
    }

    /** Pages of the process. */
    int pages(int info) {
        return system.read32(info + AweLayout.PAGES);
    }

    /** Pages of all processes (MmVadPhysicalPages). */
    int total() {
        return system.read32(total);
    }

    /** Notes a window; false without pool. */
    boolean addView(int info, int vad) {
        int view = pool.allocate(AweLayout.VIEW_SIZE, "Mmpv");
        if (view != 0) {
            system.write32(view + AweLayout.VIEW_VAD, vad);
            system.write32(view + AweLayout.VIEW_START, vads.start(vad));
            system.write32(view + AweLayout.VIEW_END, vads.end(vad));
            system.write32(view + AweLayout.VIEW_FLAGS, USER_PHYSICAL_PAGES);
            ListEntry.insertTail(system, info + AweLayout.VAD_LIST, view);
        }
        return view != 0;
    }

    /** Forgets a window. */
    void removeView(int info, int vad) {
        int view = ListEntry.next(system, info + AweLayout.VAD_LIST);
        while (system.read32(view + AweLayout.VIEW_VAD) != vad) {
            view = ListEntry.next(system, view);
        }
        ListEntry.remove(system, view);
        pool.free(view);
    }

    /** Gives everything back: the process, which has neither windows nor pages any more, is ending. */
    void delete(ProcessObject process) {
        int info = of(process);
        if (info == NONE) {
            return;
        }
        if (hasBitmap(info)) {
            pool.free(system.read32(info + AweLayout.BITMAP));
        }
        pool.free(info);
        process.set(process.layout().aweInfo, NONE);
    }
}
