package org.mmscope.kernel.pfn;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PhysicalMemory;

/**
 * The page frame number database: an MMPFN for each frame, contiguous in physical memory. An accessor by frame number;
 * nothing is kept here.
 */
public final class PfnDatabase {

    /** End of a page list, in Flink and Blink. */
    public static final int LIST_END = -1;

    private static final PageLocation[] LOCATIONS = PageLocation.values();
    private static final int MODIFIED = 1;
    private static final int READ_IN_PROGRESS = 1 << 1;
    private static final int PROTOTYPE = 1 << 3;
    private static final int COLOR_SHIFT = 4;
    private static final int LOCATION_SHIFT = 8;
    private static final int LOCATION_MASK = 7;
    private static final int CACHED = 1 << 12;
    private static final int PTE_ADDRESS = 4;
    private static final int U2 = 8;
    private static final int ORIGINAL_PTE = 0x10;
    private static final int DELETED = 1;
    private static final int COLOR_BITS_COMMON = 7;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final long base;
    private final int entrySize;
    private final int frames;
    private final int flagsOffset;
    private final int referenceOffset;
    private final int frameOffset;
    private final int frameMask;
    private final int parityError;
    private final int virtualBase;
    private final int wordOffset;

    /**
     * @param base physical address of the entry of frame 0
     * @param frames number of entries
     */
    public PfnDatabase(PhysicalMemory memory, PteFormat format, KernelLayout layout, StructureLayouts layouts,
            long base, int frames) {
        this.memory = memory;
        this.format = format;
        this.base = base;
        this.frames = frames;
        entrySize = layout.pfnEntrySize();
        StructureLayout entry = layouts.structure("MMPFN");
        flagsOffset = entry.offset("u3.e1");
        virtualBase = layout.pfnDatabase();
        wordOffset = entry.offset("u3");
        referenceOffset = entry.offset("u3.e2.ReferenceCount");
        frameOffset = ORIGINAL_PTE + format.size();
        FieldLayout frame = entry.field("u4.PteFrame");
        frameMask = (1 << frame.bits()) - 1;
        parityError = 1 << layouts.structure("MMPFNENTRY").field("ParityError").firstBit();
    }

    /** Number of frames that have an entry. */
    public int frames() {
        return frames;
    }

    /** Virtual address of the entry of a frame. */
    public int address(int pfn) {
        return virtualBase + pfn * entrySize;
    }

    /** Flags and reference count as they lie in the entry, one word (u3). */
    public long word(int pfn) {
        return memory.read32(at(pfn) + wordOffset) & 0xFFFFFFFFL;
    }

    private long at(int pfn) {
        return base + (long) pfn * entrySize;
    }

    /** u1: next page on the list, working-set index, or status. */
    public int u1(int pfn) {
        return memory.read32(at(pfn));
    }

    public void u1(int pfn, int value) {
        memory.write32(at(pfn), value);
    }

    /** u2: previous page on the list, or share count. */
    public int u2(int pfn) {
        return memory.read32(at(pfn) + U2);
    }

    public void u2(int pfn, int value) {
        memory.write32(at(pfn) + U2, value);
    }

    /** Virtual address of the PTE or prototype PTE, without the mark of a deleted page. */
    public int pteAddress(int pfn) {
        return memory.read32(at(pfn) + PTE_ADDRESS) & ~DELETED;
    }

    /** Sets the PTE's address; the page is not deleted. */
    public void pteAddress(int pfn, int address) {
        memory.write32(at(pfn) + PTE_ADDRESS, address);
    }

    /** Whether the page goes to the free list when its last reference goes (low bit of PteAddress, as in NT). */
    public boolean deleted(int pfn) {
        return (memory.read32(at(pfn) + PTE_ADDRESS) & DELETED) != 0;
    }

    public void markDeleted(int pfn) {
        memory.write32(at(pfn) + PTE_ADDRESS, memory.read32(at(pfn) + PTE_ADDRESS) | DELETED);
    }

    public int referenceCount(int pfn) {
        return memory.read16(at(pfn) + referenceOffset);
    }

    public void referenceCount(int pfn, int count) {
        memory.write16(at(pfn) + referenceOffset, count);
    }

    public long originalPte(int pfn) {
        return format.read(memory, at(pfn) + ORIGINAL_PTE);
    }

    public void originalPte(int pfn, long pte) {
        format.write(memory, at(pfn) + ORIGINAL_PTE, pte);
    }

    /** Frame of the page that holds the PTE. */
    public int pteFrame(int pfn) {
        return memory.read32(at(pfn) + frameOffset) & frameMask;
    }

    public void pteFrame(int pfn, int frame) {
        memory.write32(at(pfn) + frameOffset, frame & frameMask);
    }

    /** The value of {@link #pteFrame(int)} that stands for no frame. */
    public int noFrame() {
        return frameMask;
    }

    /** Physical address of the PTE or prototype PTE that the entry names. */
    public long ptePhysicalAddress(int pfn) {
        return (long) pteFrame(pfn) << 12 | pteAddress(pfn) & 0xFFF;
    }

    public PageLocation location(int pfn) {
        return LOCATIONS[flags(pfn) >>> LOCATION_SHIFT & LOCATION_MASK];
    }

    public void location(int pfn, PageLocation location) {
        flags(pfn, flags(pfn) & ~(LOCATION_MASK << LOCATION_SHIFT) | location.ordinal() << LOCATION_SHIFT);
    }

    public boolean modified(int pfn) {
        return (flags(pfn) & MODIFIED) != 0;
    }

    public void modified(int pfn, boolean value) {
        flag(pfn, MODIFIED, value);
    }

    public boolean readInProgress(int pfn) {
        return (flags(pfn) & READ_IN_PROGRESS) != 0;
    }

    public void readInProgress(int pfn, boolean value) {
        flag(pfn, READ_IN_PROGRESS, value);
    }

    public void prototype(int pfn, boolean value) {
        flag(pfn, PROTOTYPE, value);
    }

    public boolean prototype(int pfn) {
        return (flags(pfn) & PROTOTYPE) != 0;
    }

    public boolean parityError(int pfn) {
        return (flags(pfn) & parityError) != 0;
    }

    public void parityError(int pfn, boolean value) {
        flag(pfn, parityError, value);
    }

    /** Sets the flags of a page that begins a life in a state; its colour stays. */
    public void begin(int pfn, PageLocation location, boolean modified, boolean prototype) {
        flags(pfn, (pfn & COLOR_BITS_COMMON) << COLOR_SHIFT | CACHED | location.ordinal() << LOCATION_SHIFT
                | (modified ? MODIFIED : 0) | (prototype ? PROTOTYPE : 0));
    }

    private void flag(int pfn, int bit, boolean value) {
        int flags = flags(pfn);
        flags(pfn, value ? flags | bit : flags & ~bit);
    }

    private int flags(int pfn) {
        return memory.read16(at(pfn) + flagsOffset);
    }

    private void flags(int pfn, int value) {
        memory.write16(at(pfn) + flagsOffset, value);
    }
}
