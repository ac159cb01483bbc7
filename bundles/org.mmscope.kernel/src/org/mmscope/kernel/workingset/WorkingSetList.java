package org.mmscope.kernel.workingset;

import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * The working-set lists: an MMWSL with an array of MMWSLEs behind it, free entries chained; that of a process lies in
 * its hyperspace, the others in system space. An entry is found through the WsIndex of its page's PFN entry or, for the
 * second and later working sets that share the page, through the hash table.
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

    private final WorkingSetListLayout layout;
    private final PhysicalMemory memory;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final CommitAccounting commit;
    private final WorkingSetHash hash;
    private WorkingSetOrder order;

    public WorkingSetList(WorkingSetListLayout layout, PhysicalMemory memory, PteFormat format, PhysicalPages pages,
            CommitAccounting commit) {
        this.layout = layout;
        this.memory = memory;
        this.format = format;
        this.pages = pages;
        this.commit = commit;
        hash = new WorkingSetHash(this, layout);
    }

    PhysicalMemory memory() {
        return memory;
    }

    /** Keeps the pages of every process in order from now on; for a kernel that has no process yet. */
    WorkingSetOrder keepOrder() {
        order = new WorkingSetOrder(this);
        return order;
    }

    public WorkingSetListLayout layout() {
        return layout;
    }

    /** Makes an empty list in the first page, which is zero. */
    public void initialize(WorkingSetOwner owner) {
        field(owner, layout.wsle, owner.room().list() + layout.entries);
        field(owner, layout.firstFree, END);
        field(owner, layout.lastInitialized, NONE);
        field(owner, layout.lastEntry, NONE);
        initializeEntries(owner, 0, (PAGE - layout.entries) / 4);
    }

    /**
     * Makes the list of an owner in system space, whose first page is zero; that page is in the working set for good.
     *
     * @param minimum pages that the working set is not trimmed below
     * @param maximum pages that it does not grow above when memory is short
     */
    public void begin(WorkingSetOwner owner, int minimum, int maximum) {
        owner.describeList();
        owner.workingSetBounds(minimum, maximum);
        initialize(owner);
        addFixed(owner, owner.room().list(), owner.workingSetFrame());
        dynamicFromHere(owner);
    }

    /** The value of a field of the MMWSL. */
    public int field(WorkingSetOwner owner, int offset) {
        return memory.read32(base(owner) + offset);
    }

    public void field(WorkingSetOwner owner, int offset, int value) {
        memory.write32(base(owner) + offset, value);
    }

    private static long base(WorkingSetOwner owner) {
        return (long) owner.workingSetFrame() << 12;
    }

    private boolean isOrdered(WorkingSetOwner owner) {
        return order != null && owner.room().order() != 0;
    }

    private void initializeEntries(WorkingSetOwner owner, int first, int count) {
        int next = field(owner, layout.firstFree);
        for (int index = first + count - 1; index >= first; index--) {
            entry(owner, index, next << FREE_SHIFT);
            next = index;
        }
        field(owner, layout.firstFree, next);
        field(owner, layout.lastInitialized, first + count - 1);
    }

    /** Number of entries that there is room for; indexes are below it. */
    public int capacity(WorkingSetOwner owner) {
        return field(owner, layout.lastInitialized) + 1;
    }

    /** An entry's bits. */
    public int entry(WorkingSetOwner owner, int index) {
        return memory.read32(address(owner, index));
    }

    void entry(WorkingSetOwner owner, int index, int value) {
        memory.write32(address(owner, index), value);
    }

    private long address(WorkingSetOwner owner, int index) {
        int offset = layout.entries + index * 4;
        return offset < PAGE ? base(owner) + offset : listAddress(owner, owner.room().list() + offset);
    }

    /**
     * Physical address of a mapped address in the room of an owner's lists: hyperspace, or where the list of the system
     * or of a session lies.
     */
    public long listAddress(WorkingSetOwner owner, int va) {
        return (long) format.frame(format.read(memory, entryAddress(owner, va))) << 12 | va & PAGE - 1;
    }

    /** Whether an address in the room of an owner's lists is mapped. */
    public boolean isMapped(WorkingSetOwner owner, int va) {
        return Pte.valid(format.read(memory, entryAddress(owner, va)));
    }

    private long entryAddress(WorkingSetOwner owner, int va) {
        long pde = format.read(memory, owner.directoryEntry(format, va));
        return format.entryAddress(pde, va);
    }

    /** Maps a zeroed page in the room of an owner's lists and charges commitment for it; false without memory. */
    public boolean mapPage(WorkingSetOwner owner, int va) {
        if (!commit.charge(1)) {
            return false;
        }
        int pfn = pages.takeZeroed(owner.nextColor());
        if (pfn == PhysicalPages.NONE) {
            commit.release(1);
            return false;
        }
        long pte = entryAddress(owner, va);
        format.write(memory, pte, format.valid(pfn, Protection.READWRITE, Pte.DIRTY | Pte.WRITABLE));
        pages.begin(pfn, format.pteAddress(va), (int) (pte >>> 12), format.demandZero(Protection.READWRITE), true,
                false);
        return true;
    }

    /** Unmaps and frees a page in the room of an owner's lists and releases its commitment. */
    public void unmapPage(WorkingSetOwner owner, int va) {
        long pte = entryAddress(owner, va);
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
    public int add(WorkingSetOwner owner, int va, int pfn, int protection) {
        int index = field(owner, layout.firstFree);
        if (index == END) {
            if (!grow(owner)) {
                return NONE;
            }
            index = field(owner, layout.firstFree);
        }
        long address = address(owner, index);
        field(owner, layout.firstFree, memory.read32(address) >>> FREE_SHIFT);
        int bits = va & PAGE_NUMBER | VALID | protection << PROTECTION_SHIFT;
        if (pages.pfns().u1(pfn) == 0 && pages.pfns().u2(pfn) == 1) {
            pages.pfns().u1(pfn, index);
            bits |= DIRECT;
        } else if (hash.insert(owner, va, index)) {
            bits |= HASHED;
        }
        memory.write32(address, bits);
        if (isOrdered(owner)) {
            order.add(owner, index);
        }
        if (index > field(owner, layout.lastEntry)) {
            field(owner, layout.lastEntry, index);
        }
        owner.pageAdded();
        return index;
    }

    /** Adds a page of the process's own tables, which stays for good. */
    public void addFixed(WorkingSetOwner owner, int va, int pfn) {
        int index = field(owner, layout.firstFree);
        field(owner, layout.firstFree, entry(owner, index) >>> FREE_SHIFT);
        pages.pfns().u1(pfn, index);
        entry(owner, index, va & PAGE_NUMBER | VALID | DIRECT | LOCKED_IN_WS);
        field(owner, layout.lastEntry, index);
        owner.pageAdded();
    }

    /** Makes sure that the next {@link #add} finds a free entry; false without memory. */
    public boolean prepare(WorkingSetOwner owner) {
        return (field(owner, layout.firstFree) != END || grow(owner))
                && (!isOrdered(owner) || order.prepare(owner, field(owner, layout.firstFree)));
    }

    private boolean grow(WorkingSetOwner owner) {
        int first = capacity(owner);
        int va = owner.room().list() + layout.entries + first * 4;
        if (va >= owner.room().hash() || !mapPage(owner, va)) {
            return false;
        }
        initializeEntries(owner, first, PAGE / 4);
        return true;
    }

    /** Virtual address of an entry. */
    public int virtualAddress(WorkingSetOwner owner, int index) {
        return owner.room().list() + layout.entries + index * 4;
    }

    /** The index of the entry of a mapped page, or {@link #NONE}. */
    public int find(WorkingSetOwner owner, int va, int pfn) {
        int index = pages.pfns().u1(pfn);
        if (index >= 0 && index < capacity(owner) && matches(owner, index, va)) {
            return index;
        }
        index = hash.find(owner, va);
        return index != NONE ? index : search(owner, va);
    }

    private boolean matches(WorkingSetOwner owner, int index, int va) {
        int entry = entry(owner, index);
        return (entry & VALID) != 0 && (entry & PAGE_NUMBER) == (va & PAGE_NUMBER);
    }

    /** For entries that found no room in the hash table. */
    private int search(WorkingSetOwner owner, int va) {
        for (int index = field(owner, layout.lastEntry); index >= 0; index--) {
            if (matches(owner, index, va)) {
                return index;
            }
        }
        return NONE;
    }

    /** Removes an entry. */
    public void remove(WorkingSetOwner owner, int index, int pfn) {
        int entry = entry(owner, index);
        if (isOrdered(owner)) {
            order.remove(owner, index);
        }
        if ((entry & HASHED) != 0) {
            hash.remove(owner, entry & PAGE_NUMBER);
        }
        if ((entry & DIRECT) != 0 && pages.pfns().u1(pfn) == index) {
            pages.pfns().u1(pfn, 0);
        }
        entry(owner, index, field(owner, layout.firstFree) << FREE_SHIFT);
        field(owner, layout.firstFree, index);
        owner.pageRemoved();
    }

    /** Gives the hash table back if there is nothing in it. */
    void releaseEmptyHash(WorkingSetOwner owner) {
        if (field(owner, layout.nonDirectCount) == 0) {
            hash.delete(owner);
        }
    }

    /** An entry's page has been replaced by a private copy of it: the entry becomes the copy's own. */
    public void replaced(WorkingSetOwner owner, int index, int former, int pfn) {
        int entry = entry(owner, index);
        if ((entry & HASHED) != 0) {
            hash.remove(owner, entry & PAGE_NUMBER);
        } else if (pages.pfns().u1(former) == index) {
            pages.pfns().u1(former, 0);
        }
        pages.pfns().u1(pfn, index);
        entry(owner, index, entry & (PAGE_NUMBER | VALID | LOCKED_IN_WS | LOCKED_IN_MEMORY) | DIRECT);
    }

    /** The protection code that an entry keeps, 0 for that of the prototype PTE. */
    public int protection(WorkingSetOwner owner, int index) {
        return entry(owner, index) >>> PROTECTION_SHIFT & 0x1F;
    }

    public void protection(WorkingSetOwner owner, int index, int code) {
        entry(owner, index, entry(owner, index) & ~(0x1F << PROTECTION_SHIFT) | code << PROTECTION_SHIFT);
    }

    /** The age that an entry keeps, 0 to 3. */
    int age(WorkingSetOwner owner, int index) {
        return entry(owner, index) >>> AGE_SHIFT & AGES;
    }

    void age(WorkingSetOwner owner, int index, int age) {
        entry(owner, index, entry(owner, index) & ~(AGES << AGE_SHIFT) | (age & AGES) << AGE_SHIFT);
    }

    /** Keeps an entry in the working set by {@link #LOCKED_IN_WS} or {@link #LOCKED_IN_MEMORY}, or no longer. */
    public void lock(WorkingSetOwner owner, int index, int lock, boolean on) {
        int entry = entry(owner, index);
        entry(owner, index, on ? entry | lock : entry & ~lock);
    }

    /** The entries made so far cannot be removed: they are the process's own tables. */
    public void dynamicFromHere(WorkingSetOwner owner) {
        field(owner, layout.firstDynamic, field(owner, layout.lastEntry) + 1);
        field(owner, layout.nextSlot, field(owner, layout.lastEntry) + 1);
    }

    /** Index of the first entry that may be removed. */
    public int firstDynamic(WorkingSetOwner owner) {
        return field(owner, layout.firstDynamic);
    }

    /** Virtual address of an entry's page. */
    public static int page(int entry) {
        return entry & PAGE_NUMBER;
    }

    /** Gives back every page of the list and its hash table but the first, which goes with the address space. */
    public void delete(WorkingSetOwner owner) {
        hash.delete(owner);
        if (isOrdered(owner)) {
            order.delete(owner);
        }
        int bytes = layout.entries + capacity(owner) * 4;
        for (int offset = PAGE; offset < bytes; offset += PAGE) {
            unmapPage(owner, owner.room().list() + offset);
        }
    }
}
