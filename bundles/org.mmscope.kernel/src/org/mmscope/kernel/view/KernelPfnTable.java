package org.mmscope.kernel.view;

import java.util.BitSet;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.machine.PhysicalReader;

/** A view over the MMPFN bytes of an image. */
final class KernelPfnTable implements PfnTable {

    /** Under PAE OriginalPte has 64 bits, and what follows it lies 4 bytes further. */
    private static final int PAE_GROWTH = 4;
    private static final int PAGE = PhysicalReader.FRAME_SIZE;

    private final PhysicalReader memory;
    private final long database;
    private final int frames;
    private final int entrySize;
    private final boolean wide;
    private final long[] pages;

    private final FieldLayout location;
    private final FieldLayout modified;
    private final FieldLayout prototypePte;
    private final FieldLayout readInProgress;
    private final FieldLayout writeInProgress;
    private final FieldLayout parityError;
    private final FieldLayout inPageError;
    private final FieldLayout awe;
    private final FieldLayout pteFrame;
    private final int u1;
    private final int u2;
    private final int pteAddress;
    private final int referenceCount;
    private final int originalPte;

    KernelPfnTable(KernelImage image) {
        StructureLayout mmpfn = image.structure("MMPFN");
        memory = image.memory();
        database = image.machine().pfnDatabase();
        frames = image.machine().physicalPages();
        wide = image.ptes() == PteDecoder.PAE;
        entrySize = mmpfn.size() + (wide ? PAE_GROWTH : 0);
        location = mmpfn.field("u3.e1.PageLocation");
        modified = mmpfn.field("u3.e1.Modified");
        prototypePte = mmpfn.field("u3.e1.PrototypePte");
        readInProgress = mmpfn.field("u3.e1.ReadInProgress");
        writeInProgress = mmpfn.field("u3.e1.WriteInProgress");
        parityError = mmpfn.field("u3.e1.ParityError");
        inPageError = mmpfn.field("u4.InPageError");
        awe = mmpfn.field("u4.AweAllocation");
        pteFrame = mmpfn.field("u4.PteFrame");
        u1 = mmpfn.offset("u1");
        u2 = mmpfn.offset("u2");
        pteAddress = mmpfn.offset("PteAddress");
        referenceCount = mmpfn.offset("u3.e2.ReferenceCount");
        originalPte = mmpfn.offset("OriginalPte");
        pages = pages(image);
    }

    private long[] pages(KernelImage image) {
        long first = database / PAGE;
        long last = (database + (long) frames * entrySize - 1) / PAGE;
        long[] physical = new long[(int) (last - first + 1)];
        for (int i = 0; i < physical.length; i++) {
            long va = (first + i) * PAGE;
            physical[i] = image.system().present(va) ? image.system().physical(va) : PageTables.NONE;
        }
        return physical;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public PageLocation location(int pfn) {
        return PageLocation.values()[location.in(read16(pfn, location.offset()))];
    }

    @Override
    public long pteAddress(int pfn) {
        return read32(pfn, pteAddress) & ~1L;
    }

    @Override
    public long shareCount(int pfn) {
        return read32(pfn, u2);
    }

    @Override
    public int referenceCount(int pfn) {
        return read16(pfn, referenceCount);
    }

    @Override
    public boolean modified(int pfn) {
        return modified.in(read16(pfn, modified.offset())) != 0;
    }

    @Override
    public boolean prototypePte(int pfn) {
        return prototypePte.in(read16(pfn, prototypePte.offset())) != 0;
    }

    @Override
    public boolean readInProgress(int pfn) {
        return readInProgress.in(read16(pfn, readInProgress.offset())) != 0;
    }

    @Override
    public boolean writeInProgress(int pfn) {
        return writeInProgress.in(read16(pfn, writeInProgress.offset())) != 0;
    }

    @Override
    public boolean parityError(int pfn) {
        return parityError.in(read16(pfn, parityError.offset())) != 0;
    }

    @Override
    public boolean inPageError(int pfn) {
        return inPageError.in(lastWord(pfn)) != 0;
    }

    /** On a list its place holds the previous frame of a colour. */
    @Override
    public boolean awe(int pfn) {
        return location(pfn) == PageLocation.ACTIVE && awe.in(lastWord(pfn)) != 0;
    }

    /** u4, in which PteFrame and some flags are. */
    private int lastWord(int pfn) {
        return (int) read32(pfn, pteFrame.offset() + (wide ? PAE_GROWTH : 0));
    }

    @Override
    public long originalPte(int pfn) {
        long low = read32(pfn, originalPte);
        return wide ? low | read32(pfn, originalPte + 4) << 32 : low;
    }

    @Override
    public int pteFrame(int pfn) {
        return pteFrame.in(lastWord(pfn));
    }

    @Override
    public long u1(int pfn) {
        return read32(pfn, u1);
    }

    @Override
    public BitSet rowsIn(BitSet changedFrames) {
        BitSet rows = new BitSet();
        for (int i = 0; i < pages.length; i++) {
            if (pages[i] != PageTables.NONE && changedFrames.get((int) (pages[i] / PAGE))) {
                long begin = (database / PAGE + i) * PAGE - database;
                long end = begin + PAGE + entrySize - 1;
                rows.set((int) Math.max(0, begin / entrySize), (int) Math.min(frames, end / entrySize));
            }
        }
        return rows;
    }

    private long read32(int pfn, int offset) {
        return memory.read32(physical(pfn, offset)) & 0xFFFF_FFFFL;
    }

    private int read16(int pfn, int offset) {
        return memory.read16(physical(pfn, offset));
    }

    /** Fields are aligned, so that none crosses a page. */
    private long physical(int pfn, int offset) {
        if (pfn < 0 || pfn >= frames) {
            throw new IndexOutOfBoundsException("frame " + pfn + " of " + frames);
        }
        long va = database + (long) pfn * entrySize + offset;
        long page = pages[(int) (va / PAGE - database / PAGE)];
        if (page == PageTables.NONE) {
            throw new DamagedImageException("PFN database entry not in memory", va);
        }
        return page + va % PAGE;
    }
}
