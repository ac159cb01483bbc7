package org.mmscope.kernel.workingset;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * The working-set lists of processes: an MMWSL with an array of MMWSLEs behind it in hyperspace, free entries chained.
 * An entry is found through the WsIndex of its page's PFN entry or, for the second and later processes that share the
 * page, through the hash table.
 */
public final class WorkingSetList {

    /** There is no entry, or no memory for one. */
    public static final int NONE = -1;
    /** Bit of an entry that is in use. */
    public static final int VALID = 1;
    public static final int LOCKED_IN_WS = 1 << 1;
    public static final int LOCKED_IN_MEMORY = 1 << 2;

    private static final int PROTECTION_SHIFT = 3;
    private static final int HASHED = 1 << 8;
    private static final int DIRECT = 1 << 9;
    private static final int AGE_SHIFT = 10;
    private static final int AGES = 3;
    private static final int FREE_SHIFT = 4;
    private static final int PAGE_NUMBER = ~0xFFF;
    private static final int END = 0xFFFFFFF;
    private static final int PAGE = 4096;

    private final KernelLayout kernel;
    private final WorkingSetListLayout layout;
    private final PhysicalMemory memory;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final CommitAccounting commit;
    private final WorkingSetHash hash;
    private WorkingSetOrder order;

    public WorkingSetList(KernelLayout kernel, WorkingSetListLayout layout, PhysicalMemory memory, PteFormat format,
            PhysicalPages pages, CommitAccounting commit) {
        this.kernel = kernel;
        this.layout = layout;
        this.memory = memory;
        this.format = format;
        this.pages = pages;
        this.commit = commit;
        hash = new WorkingSetHash(this, kernel, layout);
    }

    PhysicalMemory memory() {
        return memory;
    }

    /** Keeps the pages of every process in order from now on; for a kernel that has no process yet. */
    WorkingSetOrder keepOrder() {
        order = new WorkingSetOrder(this, kernel);
        return order;
    }

    public WorkingSetListLayout layout() {
        return layout;
    }

    /** Makes an empty list in the first page, which is zero. */
    public void initialize(ProcessObject process) {
        field(process, layout.wsle, kernel.workingSetList() + layout.entries);
        field(process, layout.firstFree, END);
        field(process, layout.lastInitialized, NONE);
        field(process, layout.lastEntry, NONE);
        initializeEntries(process, 0, (PAGE - layout.entries) / 4);
    }

    /** The value of a field of the MMWSL. */
    public int field(ProcessObject process, int offset) {
        return memory.read32(base(process) + offset);
    }

    public void field(ProcessObject process, int offset, int value) {
        memory.write32(base(process) + offset, value);
    }

    private static long base(ProcessObject process) {
        return (long) process.workingSetFrame() << 12;
    }

    private void initializeEntries(ProcessObject process, int first, int count) {
        int next = field(process, layout.firstFree);
        for (int index = first + count - 1; index >= first; index--) {
            entry(process, index, next << FREE_SHIFT);
            next = index;
        }
        field(process, layout.firstFree, next);
        field(process, layout.lastInitialized, first + count - 1);
    }

    /** Number of entries that there is room for; indexes are below it. */
    public int capacity(ProcessObject process) {
        return field(process, layout.lastInitialized) + 1;
    }

    /** An entry's bits. */
    public int entry(ProcessObject process, int index) {
        return memory.read32(address(process, index));
    }

    void entry(ProcessObject process, int index, int value) {
        memory.write32(address(process, index), value);
    }

    private long address(ProcessObject process, int index) {
        int offset = layout.entries + index * 4;
        return offset < PAGE ? base(process) + offset : hyperspace(process, kernel.workingSetList() + offset);
    }

    /** Physical address of a mapped address of a process's hyperspace. */
    public long hyperspace(ProcessObject process, int va) {
        return (long) format.frame(format.read(memory, hyperspaceEntry(process, va))) << 12 | va & PAGE - 1;
    }

    /** Whether an address of a process's hyperspace is mapped. */
    public boolean hyperspaceMapped(ProcessObject process, int va) {
        return Pte.valid(format.read(memory, hyperspaceEntry(process, va)));
    }

    private long hyperspaceEntry(ProcessObject process, int va) {
        long pde = format.read(memory, format.directoryEntry(memory, process.directoryTableBase(), va));
        return ((long) format.frame(pde) << 12) + (va >>> 12 & format.entries() - 1) * format.size();
    }

    /** Maps a zeroed page at an address of a process's hyperspace; false without memory. */
    public boolean mapHyperspace(ProcessObject process, int va) {
        if (!commit.charge(1)) {
            return false;
        }
        int pfn = pages.takeZeroed(process.nextColor());
        if (pfn == PhysicalPages.NONE) {
            commit.release(1);
            return false;
        }
        long pte = hyperspaceEntry(process, va);
        format.write(memory, pte, format.valid(pfn, Protection.READWRITE, Pte.DIRTY | Pte.WRITABLE));
        pages.begin(pfn, format.pteAddress(va), (int) (pte >>> 12), format.demandZero(Protection.READWRITE), true,
                false);
        return true;
    }

    /** Unmaps and frees a page of hyperspace. */
    public void unmapHyperspace(ProcessObject process, int va) {
        long pte = hyperspaceEntry(process, va);
        int pfn = format.frame(format.read(memory, pte));
        format.write(memory, pte, 0);
        pages.deleteMapped(pfn);
        commit.release(1);
    }

    /**
     * Adds a page that has just been mapped.
     *
     * @param protection protection code kept for a shared page, 0 for that of the prototype PTE
     * @return the entry's index, or {@link #NONE} without memory for it
     */
    public int add(ProcessObject process, int va, int pfn, int protection) {
        int index = field(process, layout.firstFree);
        if (index == END) {
            if (!grow(process)) {
                return NONE;
            }
            index = field(process, layout.firstFree);
        }
        long address = address(process, index);
        field(process, layout.firstFree, memory.read32(address) >>> FREE_SHIFT);
        int bits = va & PAGE_NUMBER | VALID | protection << PROTECTION_SHIFT;
        if (pages.pfns().u1(pfn) == 0 && pages.pfns().u2(pfn) == 1) {
            pages.pfns().u1(pfn, index);
            bits |= DIRECT;
        } else if (hash.insert(process, va, index)) {
            bits |= HASHED;
        }
        memory.write32(address, bits);
        if (order != null) {
            order.add(process, index);
        }
        if (index > field(process, layout.lastEntry)) {
            field(process, layout.lastEntry, index);
        }
        process.addWithPeak(process.layout().workingSetSize, process.layout().peakWorkingSetSize, 1);
        return index;
    }

    /** Adds a page of the process's own tables, which stays for good. */
    public void addFixed(ProcessObject process, int va, int pfn) {
        int index = field(process, layout.firstFree);
        field(process, layout.firstFree, entry(process, index) >>> FREE_SHIFT);
        pages.pfns().u1(pfn, index);
        entry(process, index, va & PAGE_NUMBER | VALID | DIRECT | LOCKED_IN_WS);
        field(process, layout.lastEntry, index);
        process.addWithPeak(process.layout().workingSetSize, process.layout().peakWorkingSetSize, 1);
    }

    /** Makes sure that the next {@link #add} finds a free entry; false without memory. */
    public boolean prepare(ProcessObject process) {
        return (field(process, layout.firstFree) != END || grow(process))
                && (order == null || order.prepare(process, field(process, layout.firstFree)));
    }

    private boolean grow(ProcessObject process) {
        int first = capacity(process);
        int va = kernel.workingSetList() + layout.entries + first * 4;
        if (va >= kernel.workingSetHash() || !mapHyperspace(process, va)) {
            return false;
        }
        initializeEntries(process, first, PAGE / 4);
        return true;
    }

    /** Virtual address of an entry, in the hyperspace of its process. */
    public int address(int index) {
        return kernel.workingSetList() + layout.entries + index * 4;
    }

    /** The index of the entry of a mapped page, or {@link #NONE}. */
    public int find(ProcessObject process, int va, int pfn) {
        int index = pages.pfns().u1(pfn);
        if (index >= 0 && index < capacity(process) && matches(process, index, va)) {
            return index;
        }
        index = hash.find(process, va);
        return index != NONE ? index : search(process, va);
    }

    private boolean matches(ProcessObject process, int index, int va) {
        int entry = entry(process, index);
        return (entry & VALID) != 0 && (entry & PAGE_NUMBER) == (va & PAGE_NUMBER);
    }

    /** For entries that found no room in the hash table. */
    private int search(ProcessObject process, int va) {
        for (int index = field(process, layout.lastEntry); index >= 0; index--) {
            if (matches(process, index, va)) {
                return index;
            }
        }
        return NONE;
    }

    /** Removes an entry. */
    public void remove(ProcessObject process, int index, int pfn) {
        int entry = entry(process, index);
        if (order != null) {
            order.remove(process, index);
        }
        if ((entry & HASHED) != 0) {
            hash.remove(process, entry & PAGE_NUMBER);
        }
        if ((entry & DIRECT) != 0 && pages.pfns().u1(pfn) == index) {
            pages.pfns().u1(pfn, 0);
        }
        entry(process, index, field(process, layout.firstFree) << FREE_SHIFT);
        field(process, layout.firstFree, index);
        process.add(process.layout().workingSetSize, -1);
    }

    /** An entry's page has been replaced by a private copy of it: the entry becomes the copy's own. */
    public void replaced(ProcessObject process, int index, int former, int pfn) {
        int entry = entry(process, index);
        if ((entry & HASHED) != 0) {
            hash.remove(process, entry & PAGE_NUMBER);
        } else if (pages.pfns().u1(former) == index) {
            pages.pfns().u1(former, 0);
        }
        pages.pfns().u1(pfn, index);
        entry(process, index, entry & (PAGE_NUMBER | VALID | LOCKED_IN_WS | LOCKED_IN_MEMORY) | DIRECT);
    }

    /** The protection code that an entry keeps, 0 for that of the prototype PTE. */
    public int protection(ProcessObject process, int index) {
        return entry(process, index) >>> PROTECTION_SHIFT & 0x1F;
    }

    public void protection(ProcessObject process, int index, int code) {
        entry(process, index, entry(process, index) & ~(0x1F << PROTECTION_SHIFT) | code << PROTECTION_SHIFT);
    }

    /** The age that an entry keeps, 0 to 3. */
    int age(ProcessObject process, int index) {
        return entry(process, index) >>> AGE_SHIFT & AGES;
    }

    void age(ProcessObject process, int index, int age) {
        entry(process, index, entry(process, index) & ~(AGES << AGE_SHIFT) | (age & AGES) << AGE_SHIFT);
    }

    /** Keeps an entry in the working set by {@link #LOCKED_IN_WS} or {@link #LOCKED_IN_MEMORY}, or no longer. */
    public void lock(ProcessObject process, int index, int lock, boolean on) {
        int entry = entry(process, index);
        entry(process, index, on ? entry | lock : entry & ~lock);
    }

    /** The entries made so far cannot be removed: they are the process's own tables. */
    public void dynamicFromHere(ProcessObject process) {
        field(process, layout.firstDynamic, field(process, layout.lastEntry) + 1);
        field(process, layout.nextSlot, field(process, layout.lastEntry) + 1);
    }

    /** Index of the first entry that may be removed. */
    public int firstDynamic(ProcessObject process) {
        return field(process, layout.firstDynamic);
    }

    /** Virtual address of an entry's page. */
    public static int page(int entry) {
        return entry & PAGE_NUMBER;
    }

    /** Gives back every page of the list and its hash table but the first, which goes with the address space. */
    public void delete(ProcessObject process) {
        hash.delete(process);
        if (order != null) {
            order.delete(process);
        }
        int bytes = layout.entries + capacity(process) * 4;
        for (int offset = PAGE; offset < bytes; offset += PAGE) {
            unmapHyperspace(process, kernel.workingSetList() + offset);
        }
    }
}
