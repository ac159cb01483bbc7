package org.mmscope.kernel.memory;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;

/**
 * The system PTEs: addresses of system space for mappings that come and go (MiReserveSystemPtes). Which are taken is
 * told by a bitmap in the kernel's data, as from Windows Vista on; earlier releases chain the free entries through
 * themselves. The lowest run that fits is taken.
 */
public final class SystemPtes {

    private static final int PAGE = 4096;
    private static final int HINT = 8;
    private static final int BITS = 12;

    private final SystemMemory system;
    private final int control;
    private final int start;
    private final int count;

    public SystemPtes(SystemMemory system, KernelLayout layout) {
        this.system = system;
        control = layout.address(KernelSymbol.MM_SYSTEM_PTE_BITMAP);
        start = layout.systemPtesStart();
        count = layout.systemPtes();
    }

    /** Describes the bitmap in memory; for the boot. */
    public void boot() {
        system.write32(control, count);
        system.write32(control + 4, control + BITS);
    }

    /** Reserves entries that follow each other and gives the address of the first page, or 0. */
    public int reserve(int pages) {
        int run = 0;
        for (int at = system.read32(control + HINT); at < count; at++) {
            run = get(at) ? 0 : run + 1;
            if (run == pages) {
                int first = at - pages + 1;
                set(first, pages, true);
                if (first == system.read32(control + HINT)) {
                    system.write32(control + HINT, at + 1);
                }
                return start + first * PAGE;
            }
        }
        return 0;
    }

    /** Gives entries back; they are empty. */
    public void release(int va, int pages) {
        int first = (va - start) / PAGE;
        set(first, pages, false);
        if (first < system.read32(control + HINT)) {
            system.write32(control + HINT, first);
        }
    }

    private boolean get(int bit) {
        return (system.read32(control + BITS + bit / 32 * 4) & 1 << bit) != 0;
    }

    private void set(int first, int pages, boolean value) {
        for (int bit = first; bit < first + pages; bit++) {
            int word = control + BITS + bit / 32 * 4;
            int bits = system.read32(word);
            system.write32(word, value ? bits | 1 << bit : bits & ~(1 << bit));
        }
    }
}
