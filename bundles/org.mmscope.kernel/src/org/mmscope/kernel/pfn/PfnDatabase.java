package org.mmscope.kernel.pfn;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.FrameRun;
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
    private static final int WRITE_IN_PROGRESS = 1 << 2;
    private static final int PROTOTYPE = 1 << 3;
    private static final int LOCATION_SHIFT = 8;
    private static final int LOCATION_MASK = 7;
    private static final int CACHED = 1 << 12;
    private static final int PTE_ADDRESS = 4;
    private static final int MAGIC_AWE_FRAME = 0x01FFEDCB;
    private static final int U2 = 8;
    private static final int ORIGINAL_PTE = 0x10;
    private static final int DELETED = 1;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE = 1 << PAGE_SHIFT;

    private final FrameRun entries;
    private final boolean wide;
    private final int entrySize;
    private final int frames;
    private final int flagsOffset;
    private final int referenceOffset;
    private final int frameOffset;
    private final int frameMask;
    private final int parityError;
    private final int inPageError;
    private final int aweAllocation;
    private final boolean aweReferences;
    private final int virtualBase;
    private final int wordOffset;
    private final int flagsShift;
    private final int referenceShift;

    /**
     * @param base physical address of the entry of frame 0
     * @param frames number of entries
     */
    public PfnDatabase(PhysicalMemory memory, PteFormat format, KernelLayout layout, StructureLayouts layouts,
            long base, int frames) {
        this.frames = frames;
        entrySize = layout.pfnEntrySize();
        entries = new FrameRun(memory, (int) (base / PAGE), (int) (((long) frames * entrySize + PAGE - 1) / PAGE));
        wide = format.size() == Long.BYTES;
        StructureLayout entry = layouts.structure("MMPFN");
        flagsOffset = entry.offset("u3.e1");
        inPageError = 1 << entry.field("u4.InPageError").firstBit();
        aweAllocation = 1 << entry.field("u4.AweAllocation").firstBit();
        aweReferences = entry.has("AweReferenceCount");
        virtualBase = layout.pfnDatabase();
        wordOffset = entry.offset("u3");
        referenceOffset = entry.offset("u3.e2.ReferenceCount");
        flagsShift = (flagsOffset - wordOffset) * Byte.SIZE;
        referenceShift = (referenceOffset - wordOffset) * Byte.SIZE;
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
        return read32(at(pfn) + wordOffset) & 0xFFFFFFFFL;
    }

    /** Where the entry of a frame is, in bytes from the first. */
    private long at(int pfn) {
        return (long) pfn * entrySize;
    }

    /** u1: next page on the list, working-set index, or status. */
    public int u1(int pfn) {
        return read32(at(pfn));
    }

    public void u1(int pfn, int value) {
        write32(at(pfn), value);
    }

    /** u2: previous page on the list, or share count. */
    public int u2(int pfn) {
        return read32(at(pfn) + U2);
    }

    public void u2(int pfn, int value) {
        write32(at(pfn) + U2, value);
    }

    /** Virtual address of the PTE or prototype PTE, without the mark of a deleted page. */
    public int pteAddress(int pfn) {
        return read32(at(pfn) + PTE_ADDRESS) & ~DELETED;
    }

    /** Sets the PTE's address; the page is not deleted. */
    public void pteAddress(int pfn, int address) {
        write32(at(pfn) + PTE_ADDRESS, address);
    }

    /** Whether the page goes to the free list when its last reference goes (low bit of PteAddress, as in NT). */
    public boolean deleted(int pfn) {
        return (read32(at(pfn) + PTE_ADDRESS) & DELETED) != 0;
    }

    public void markDeleted(int pfn) {
        write32(at(pfn) + PTE_ADDRESS, read32(at(pfn) + PTE_ADDRESS) | DELETED);
    }

    public int referenceCount(int pfn) {
        return read16(at(pfn) + referenceOffset);
    }

    public void referenceCount(int pfn, int count) {
        write16(at(pfn) + referenceOffset, count);
    }

    public long originalPte(int pfn) {
        long at = at(pfn) + ORIGINAL_PTE;
        long low = read32(at) & 0xFFFFFFFFL;
        return wide ? low | (long) read32(at + 4) << Integer.SIZE : low;
    }

    public void originalPte(int pfn, long pte) {
        write32(at(pfn) + ORIGINAL_PTE, (int) pte);
        if (wide) {
            write32(at(pfn) + ORIGINAL_PTE + 4, (int) (pte >>> Integer.SIZE));
        }
    }

    /** Frame of the page that holds the PTE. */
    public int pteFrame(int pfn) {
        return read32(at(pfn) + frameOffset) & frameMask;
    }

    public void pteFrame(int pfn, int frame) {
        write32(at(pfn) + frameOffset, frame & frameMask);
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

    /** Makes a page active and counts one more reference, which are one word. */
    void activate(int pfn) {
        long at = at(pfn) + wordOffset;
        int location = LOCATION_MASK << LOCATION_SHIFT + flagsShift;
        int active = PageLocation.ACTIVE.ordinal() << LOCATION_SHIFT + flagsShift;
        write32(at, (read32(at) & ~location | active) + (1 << referenceShift));
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

    public boolean writeInProgress(int pfn) {
        return (flags(pfn) & WRITE_IN_PROGRESS) != 0;
    }

    public void writeInProgress(int pfn, boolean value) {
        flag(pfn, WRITE_IN_PROGRESS, value);
    }

    /** Whether the page could not be read, or has lost its contents. */
    public boolean inPageError(int pfn) {
        return (read32(at(pfn) + frameOffset) & inPageError) != 0;
    }

    /** Marks a page that could not be read, or has lost its contents; the mark goes when its PTE's frame is set. */
    public void markInPageError(int pfn) {
        write32(at(pfn) + frameOffset, read32(at(pfn) + frameOffset) | inPageError);
    }

    /**
     * Marks an active page as a program's own (AweAllocation), named by a PTE in a frame. In NT its PteFrame is always
     * MI_MAGIC_AWE_PTEFRAME; here only while no PTE maps it, so that an entry that has a PTE names its page table.
     */
    void markAwe(int pfn, int frame) {
        write32(at(pfn) + frameOffset, frame & frameMask | aweAllocation);
    }

    /** Leaves a page that is a program's own without a PTE. */
    void unmapAwe(int pfn) {
        pteAddress(pfn, 0);
        markAwe(pfn, MAGIC_AWE_FRAME);
    }

    /** What a page that is a program's own has as OriginalPte: in 2003 a reference count lies there. */
    long aweOriginalPte(PteFormat format) {
        return aweReferences ? 1 : format.demandZero(Protection.READWRITE);
    }

    /** Sets CacheAttribute as a valid PTE of the page has it: MiCached, or MiNonCached. */
    public void caching(int pfn, long pte) {
        int flags = flags(pfn);
        if ((pte & Pte.CACHE_DISABLE) != 0 == ((flags & CACHED) != 0)) {
            flags(pfn, flags ^ CACHED);
        }
    }

    public boolean parityError(int pfn) {
        return (flags(pfn) & parityError) != 0;
    }

    public void parityError(int pfn, boolean value) {
        flag(pfn, parityError, value);
    }

    /**
     * Sets the flags of a page that begins a life in a state. PageColor is that of the first-level cache, of which x86
     * has one, 0; the lists by colour are those of the second level.
     */
    public void begin(int pfn, PageLocation location, boolean modified, boolean prototype) {
        flags(pfn, CACHED | location.ordinal() << LOCATION_SHIFT
                | (modified ? MODIFIED : 0) | (prototype ? PROTOTYPE : 0));
    }

    private void flag(int pfn, int bit, boolean value) {
        int flags = flags(pfn);
        flags(pfn, value ? flags | bit : flags & ~bit);
    }

    private int flags(int pfn) {
        return read16(at(pfn) + flagsOffset);
    }

    private void flags(int pfn, int value) {
        write16(at(pfn) + flagsOffset, value);
    }

    private int read16(long at) {
        return entries.read16((int) (at >>> PAGE_SHIFT), (int) at & PAGE - 1);
    }

    private int read32(long at) {
        return entries.read32((int) (at >>> PAGE_SHIFT), (int) at & PAGE - 1);
    }

    private void write16(long at, int value) {
        entries.write16((int) (at >>> PAGE_SHIFT), (int) at & PAGE - 1, value);
    }

    private void write32(long at, int value) {
        entries.write32((int) (at >>> PAGE_SHIFT), (int) at & PAGE - 1, value);
    }
}
