package org.mmscope.kernel.boot;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.AddressSpaces;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * What the loader does: takes the first frames, makes the System process's directory and maps low memory's first page,
 * the kernel image, the PFN database and the shared user data page. The PFN entries of these are begun afterwards.
 * Image and PFN database are mapped by large pages where the machine has them: all frames of these are in use from then
 * on.
 */
final class BootMapper {

    private static final int PAGE = 4096;
    private static final long TABLE_BITS = Pte.VALID | Pte.WRITABLE | Pte.ACCESSED | Pte.DIRTY;

    private final PhysicalMemory memory;
    private final int frames;
    private final PteFormat format;
    private final KernelLayout layout;
    private final BitSet used = new BitSet();
    private final List<int[]> tables = new ArrayList<>();
    private final List<int[]> mapped = new ArrayList<>();
    private final int[] directories;
    private final long directoryTableBase;
    private int next = KernelLayout.SYSTEM_DIRECTORY_FRAME;
    private int pfnDatabaseFrame;

    /** @param frames frames that the system uses */
    BootMapper(PhysicalMemory memory, PteFormat format, KernelLayout layout, int frames) {
        this.memory = memory;
        this.frames = frames;
        this.format = format;
        this.layout = layout;
        directoryTableBase = (long) next << 12;
        if (format.size() == 8) {
            used.set(next++);
            directories = new int[4];
        } else {
            directories = new int[1];
        }
        for (int i = 0; i < directories.length; i++) {
            directories[i] = take();
            if (format.size() == 8) {
                memory.write64(directoryTableBase + i * 8, (long) directories[i] << 12 | Pte.VALID);
            }
        }
    }

    private int take() {
        used.set(next);
        return next++;
    }

    void map() {
        int image = layout.kernelBase() - layout.lowMemory() >>> 12;
        int databasePages = (int) (((long) frames * layout.pfnEntrySize() + PAGE - 1) / PAGE);
        used.set(0);
        map(layout.lowMemory(), 0, 1);
        if (format.size() == 8) {
            map(layout.lowMemory() + (int) directoryTableBase, (int) (directoryTableBase >>> 12), 1);
        }
        if (layout.largePages()) {
            pfnDatabaseFrame = mapLarge(layout.kernelBase(), image, layout.imagePages());
            mapLarge(layout.pfnDatabase(), pfnDatabaseFrame, databasePages);
        } else {
            pfnDatabaseFrame = image + layout.imagePages();
            used.set(image, pfnDatabaseFrame + databasePages);
            map(layout.kernelBase(), image, layout.imagePages());
            map(layout.pfnDatabase(), pfnDatabaseFrame, databasePages);
        }
        map(KernelLayout.KERNEL_SHARED_DATA, take(), 1);
    }

    /** Maps the large pages in which a range lies and gives the frame behind the last. */
    private int mapLarge(int va, int frame, int count) {
        int pages = format.entries();
        int first = frame & -pages;
        int at = va - (frame - first) * PAGE;
        for (int base = first; base < frame + count; base += pages, at += pages * PAGE) {
            mapLarge(at, base);
        }
        return frame + count + pages - 1 & -pages;
    }

    private void mapLarge(int va, int base) {
        long pdeAddress = format.directoryEntry(memory, directoryTableBase, va);
        format.write(memory, pdeAddress, format.large(base));
        used.set(base, base + format.entries());
        for (int frame = base; frame < base + format.entries(); frame++) {
            mapped.add(new int[] {format.pdeAddress(va), frame, (int) (pdeAddress >>> 12)});
        }
    }

    private void map(int va, int frame, int count) {
        for (int i = 0; i < count; i++) {
            map(va + i * PAGE, frame + i);
        }
    }

    private void map(int va, int frame) {
        long pdeAddress = format.directoryEntry(memory, directoryTableBase, va);
        long pde = format.read(memory, pdeAddress);
        if (!Pte.valid(pde)) {
            int table = take();
            pde = format.frameBits(table) | TABLE_BITS;
            format.write(memory, pdeAddress, pde);
            tables.add(new int[] {format.pdeAddress(va), table, (int) (pdeAddress >>> 12)});
        }
        long pte = format.entryAddress(pde, va);
        format.write(memory, pte,
                format.valid(frame, Protection.READWRITE, Pte.GLOBAL | Pte.DIRTY | Pte.WRITABLE));
        mapped.add(new int[] {format.pteAddress(va), frame, format.frame(pde)});
    }

    /** Begins the entries of every frame that is mapped. */
    void beginPages(PhysicalPages pages, AddressSpaces spaces) {
        spaces.beginDirectories(directoryTableBase, directories);
        tables.forEach(page -> begin(pages, page));
        mapped.forEach(page -> begin(pages, page));
    }

    private void begin(PhysicalPages pages, int[] page) {
        pages.begin(page[1], page[0], page[2], format.demandZero(Protection.READWRITE), true, false);
    }

    BitSet used() {
        return used;
    }

    long directoryTableBase() {
        return directoryTableBase;
    }

    /** Physical address of the PFN database. */
    long pfnDatabase() {
        return (long) pfnDatabaseFrame << 12;
    }
}
