package org.mmscope.kernel.memory;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PageWindow;
import org.mmscope.machine.PhysicalMemory;

/**
 * Reads and writes system virtual addresses as the kernel's own code would: translated through the System process's
 * directory, remembered by page. The page-table window and hyperspace differ by process and are not reached here.
 */
public final class SystemMemory {

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = 0xFFF;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final long directoryTableBase;
    private final int firstPage;
    private final boolean wide;
    private final PageWindow pages;
    private final List<Pageable> pageable = new ArrayList<>();
    private int generation;

    /** Brings pages of system space back that are not in memory. */
    @FunctionalInterface
    public interface Pager {

        /** Makes the entry of an address valid; false when there is no page. */
        boolean bringIn(int va);
    }

    /** A range of addresses whose pages are not always in memory. */
    private record Pageable(int first, int last, Pager pager) {

        boolean bringIn(int va) {
            return Integer.compareUnsigned(va, first) >= 0 && Integer.compareUnsigned(va, last) <= 0
                    && pager.bringIn(va);
        }
    }

    /**
     * @param rangeStart first address of the system half
     * @param directoryTableBase directory of the System process
     */
    public SystemMemory(PhysicalMemory memory, PteFormat format, int rangeStart, long directoryTableBase) {
        this.memory = memory;
        this.format = format;
        this.directoryTableBase = directoryTableBase;
        firstPage = rangeStart >>> 12;
        wide = format.size() == Long.BYTES;
        pages = new PageWindow(memory, (1 << 20) - firstPage, page -> translate(firstPage + page << PAGE_SHIFT));
    }

    public PhysicalMemory physical() {
        return memory;
    }

    /** Sets who brings the pages of a range of addresses back: a reference to one that is not in memory is a fault. */
    public void pager(int first, int last, Pager pager) {
        pageable.add(new Pageable(first, last, pager));
    }

    /** Physical address of a system virtual address. */
    public long physicalAddress(int va) {
        return (long) frame(va) << PAGE_SHIFT | va & PAGE_MASK;
    }

    /** Frame that a system page lies in. */
    public int frame(int va) {
        return translate(va);
    }

    /** Forgets the translation of one page, whose entry has changed. */
    public void forget(int va) {
        pages.forget(page(va));
    }

    /** Forgets every translation: memory has been put back to another state. */
    public void forgetAll() {
        pages.forgetAll();
        generation++;
    }

    /** What somebody remembers of memory is no longer so. */
    public void outdate() {
        generation++;
    }

    /**
     * A number that is another one after {@link #outdate}, and after memory has been put back to another state, for
     * those who remember some.
     */
    public int generation() {
        return generation;
    }

    public int read8(int va) {
        return pages.read8(page(va), va & PAGE_MASK);
    }

    public int read16(int va) {
        return pages.read16(page(va), va & PAGE_MASK);
    }

    public int read32(int va) {
        return pages.read32(page(va), va & PAGE_MASK);
    }

    /** Reads 64 bits at an address that is a multiple of 4. */
    public long read64(int va) {
        return read32(va) & 0xFFFFFFFFL | (long) read32(va + 4) << 32;
    }

    public void write8(int va, int value) {
        pages.write8(page(va), va & PAGE_MASK, value);
    }

    public void write16(int va, int value) {
        pages.write16(page(va), va & PAGE_MASK, value);
    }

    public void write32(int va, int value) {
        pages.write32(page(va), va & PAGE_MASK, value);
    }

    /** Writes 64 bits at an address that is a multiple of 4. */
    public void write64(int va, long value) {
        write32(va, (int) value);
        write32(va + 4, (int) (value >>> 32));
    }

    /** Adds to a 32-bit counter and gives its new value. */
    public int add32(int va, int delta) {
        int value = read32(va) + delta;
        write32(va, value);
        return value;
    }

    /** Reads a page table entry that lies in a system page: a prototype PTE. */
    public long readPte(int va) {
        return wide ? read64(va) : read32(va) & 0xFFFFFFFFL;
    }

    public void writePte(int va, long pte) {
        if (wide) {
            write64(va, pte);
        } else {
            write32(va, (int) pte);
        }
    }

    /** The value of a field, of up to 32 bits, of the structure at an address. */
    public int get(int structure, FieldLayout field) {
        return field.in(read32(structure + field.offset()));
    }

    /** Sets a field of up to 32 bits. */
    public void set(int structure, FieldLayout field, int value) {
        int address = structure + field.offset();
        write32(address, field.bits() == 0 ? value : field.put(read32(address), value));
    }

    /** Fills a range with zeroes. */
    public void zero(int va, int length) {
        for (int done = 0; done < length;) {
            int offset = va + done & PAGE_MASK;
            int count = Math.min(length - done, PAGE_MASK + 1 - offset);
            pages.zero(page(va + done), offset, count);
            done += count;
        }
    }

    /** Copies bytes into a range. */
    public void write(int va, byte[] from) {
        for (int i = 0; i < from.length; i++) {
            write8(va + i, from[i]);
        }
    }

    /** The number of a page in the window. */
    private int page(int va) {
        return (va >>> PAGE_SHIFT) - firstPage;
    }

    /** Sets Accessed as a walk of the processor does; what is remembered is not walked again. */
    private int translate(int va) {
        long pde = format.read(memory, format.directoryEntry(memory, directoryTableBase, va));
        if (!Pte.valid(pde)) {
            throw unmapped(va);
        }
        if (Pte.large(pde)) {
            return format.frame(pde, va);
        }
        long at = format.entryAddress(pde, va);
        long pte = format.read(memory, at);
        if (!Pte.valid(pte)) {
            bringIn(va);
            pte = format.read(memory, at);
        }
        if ((pte & Pte.ACCESSED) == 0) {
            format.write(memory, at, pte | Pte.ACCESSED);
        }
        return format.frame(pte);
    }

    private void bringIn(int va) {
        for (Pageable range : pageable) {
            if (range.bringIn(va)) {
                return;
            }
        }
        throw unmapped(va);
    }

    private static IllegalStateException unmapped(int va) {
        return new IllegalStateException("PAGE_FAULT_IN_NONPAGED_AREA at 0x" + Integer.toHexString(va));
    }
}
