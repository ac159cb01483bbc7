package org.mmscope.kernel.memory;

import java.util.Arrays;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * Reads and writes system virtual addresses as the kernel's own code would: translated through the System process's
 * directory, remembered by page. The page-table window and hyperspace differ by process and are not reached here.
 */
public final class SystemMemory {

    private static final int UNKNOWN = -1;
    private static final int PAGE_MASK = 0xFFF;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final long directoryTableBase;
    private final int firstPage;
    private final int[] frames;
    private int generation;

    /**
     * @param rangeStart first address of the system half
     * @param directoryTableBase directory of the System process
     */
    public SystemMemory(PhysicalMemory memory, PteFormat format, int rangeStart, long directoryTableBase) {
        this.memory = memory;
        this.format = format;
        this.directoryTableBase = directoryTableBase;
        firstPage = rangeStart >>> 12;
        frames = new int[(1 << 20) - firstPage];
        forgetAll();
    }

    public PhysicalMemory physical() {
        return memory;
    }

    /** Physical address of a system virtual address. */
    public long physicalAddress(int va) {
        int page = (va >>> 12) - firstPage;
        int frame = frames[page];
        if (frame == UNKNOWN) {
            frame = translate(va);
            frames[page] = frame;
        }
        return (long) frame << 12 | va & PAGE_MASK;
    }

    /** Frame that a system page lies in. */
    public int frame(int va) {
        return (int) (physicalAddress(va) >>> 12);
    }

    /** Forgets the translation of one page, whose entry has changed. */
    public void forget(int va) {
        frames[(va >>> 12) - firstPage] = UNKNOWN;
    }

    /** Forgets every translation: memory has been put back to another state. */
    public void forgetAll() {
        Arrays.fill(frames, UNKNOWN);
        generation++;
    }

    /** A number that is another one after memory has been put back to another state, for those who remember some. */
    public int generation() {
        return generation;
    }

    public int read8(int va) {
        return memory.read8(physicalAddress(va));
    }

    public int read16(int va) {
        return memory.read16(physicalAddress(va));
    }

    public int read32(int va) {
        return memory.read32(physicalAddress(va));
    }

    /** Reads 64 bits at an address that is a multiple of 4. */
    public long read64(int va) {
        return read32(va) & 0xFFFFFFFFL | (long) read32(va + 4) << 32;
    }

    public void write8(int va, int value) {
        memory.write8(physicalAddress(va), value);
    }

    public void write16(int va, int value) {
        memory.write16(physicalAddress(va), value);
    }

    public void write32(int va, int value) {
        memory.write32(physicalAddress(va), value);
    }

    /** Writes 64 bits at an address that is a multiple of 4. */
    public void write64(int va, long value) {
        write32(va, (int) value);
        write32(va + 4, (int) (value >>> 32));
    }

    /** Adds to a 32-bit counter and gives its new value. */
    public int add32(int va, int delta) {
        long pa = physicalAddress(va);
        int value = memory.read32(pa) + delta;
        memory.write32(pa, value);
        return value;
    }

    /** Reads a page table entry that lies in a system page: a prototype PTE. */
    public long readPte(int va) {
        return format.read(memory, physicalAddress(va));
    }

    public void writePte(int va, long pte) {
        format.write(memory, physicalAddress(va), pte);
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
            int at = va + done;
            if ((at & 3) == 0 && length - done >= 4) {
                write32(at, 0);
                done += 4;
            } else {
                write8(at, 0);
                done++;
            }
        }
    }

    /** Copies bytes into a range. */
    public void write(int va, byte[] from) {
        for (int i = 0; i < from.length; i++) {
            write8(va + i, from[i]);
        }
    }

    private int translate(int va) {
        long pde = format.read(memory, format.directoryEntry(memory, directoryTableBase, va));
        if (!Pte.valid(pde)) {
            throw unmapped(va);
        }
        long pte = format.read(memory,
                ((long) format.frame(pde) << 12) + (va >>> 12 & format.entries() - 1) * format.size());
        if (!Pte.valid(pte)) {
            throw unmapped(va);
        }
        return format.frame(pte);
    }

    private static IllegalStateException unmapped(int va) {
        return new IllegalStateException("PAGE_FAULT_IN_NONPAGED_AREA at 0x" + Integer.toHexString(va));
    }
}
