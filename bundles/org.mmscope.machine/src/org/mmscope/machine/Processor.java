package org.mmscope.machine;

/**
 * An x86 processor as far as memory sees it: control registers, privilege, translation buffers, page walks and page
 * faults, and the references themselves. It starts in protected mode with paging off, in supervisor mode;
 * {@code cr0(CR0_PE | CR0_WP | CR0_PG)} turns paging on. Physical addresses where there is no memory read as all ones
 * and take writes without effect. Owned by the engine's thread; nothing is allocated by a reference.
 * <p>
 * A reference looks in the {@link FastPath}, then in the {@link Tlb}, then walks. A page fault found in a translation
 * buffer or on a walk drops the page from the buffers, sets CR2 and calls the trap handler in supervisor mode. Source:
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A, chapter 4.
 */
public final class Processor implements ReferencePort {

    private final VirtualClock clock;
    private final Mmu mmu;
    private final SplitReference split;
    /** The fast paths of the present privilege. */
    private FastPath data;
    private FastPath code;

    private long loads;
    private long stores;
    private long fetches;
    /** Look-ups beyond one a reference: second pages and restarts. */
    private long extraData;
    private long extraCode;
    /** Look-ups made while paging was off, less those made by the time it was last turned off if it is off now. */
    private long unpagedData;
    private long unpagedCode;
    private long faults;
    private long abortedAt = -1;

    private int cr2;
    private TrapHandler trapHandler = (va, errorCode) -> false;
    private ReferenceWatcher watcher;
    private ReferenceCosts costs = ReferenceCosts.DEFAULT;
    private long referencesCharged;
    private long walksCharged;

    /** A processor in its reset state, whose references take time on a clock. */
    public Processor(PhysicalMemory memory, PagingMode mode, TlbGeometry geometry, VirtualClock clock) {
        this.clock = clock;
        mmu = new Mmu(memory, mode, geometry);
        split = new SplitReference(this, mmu, memory);
        selectPaths();
        clock.meter(this::drainTime);
    }

    private void selectPaths() {
        data = mmu.dataPath();
        code = mmu.codePath();
    }

    @Override
    public int load8(int va) {
        loads++;
        byte[] frame = data.forRead(va, 0);
        if (frame == null) {
            frame = frameToRead(va);
        }
        return frame != null ? frame[va & FrameStore.OFFSET_MASK] & 0xFF : nothing(0xFF);
    }

    @Override
    public int load16(int va) {
        loads++;
        byte[] frame = data.forRead(va, 1);
        return frame != null ? (short) Bytes.SHORT.get(frame, va & FrameStore.OFFSET_MASK) & 0xFFFF : load16Slowly(va);
    }

    @Override
    public int load32(int va) {
        loads++;
        byte[] frame = data.forRead(va, 3);
        return frame != null ? (int) Bytes.INT.get(frame, va & FrameStore.OFFSET_MASK) : load32Slowly(va);
    }

    @Override
    public void store8(int va, int value) {
        stores++;
        byte[] frame = data.forWrite(va, 0);
        if (frame == null) {
            frame = frameToWrite(va);
        }
        if (frame != null) {
            frame[va & FrameStore.OFFSET_MASK] = (byte) value;
        }
    }

    @Override
    public void store16(int va, int value) {
        stores++;
        byte[] frame = data.forWrite(va, 1);
        if (frame != null) {
            Bytes.SHORT.set(frame, va & FrameStore.OFFSET_MASK, (short) value);
        } else {
            store16Slowly(va, value);
        }
    }

    @Override
    public void store32(int va, int value) {
        stores++;
        byte[] frame = data.forWrite(va, 3);
        if (frame != null) {
            Bytes.INT.set(frame, va & FrameStore.OFFSET_MASK, value);
        } else {
            store32Slowly(va, value);
        }
    }

    @Override
    public void execute(int va) {
        fetches++;
        if (code.forRead(va, 0) == null) {
            frameToFetch(va);
        }
    }

    @Override
    public int fetch8(int va) {
        fetches++;
        byte[] frame = code.forRead(va, 0);
        if (frame == null) {
            frame = frameToFetch(va);
        }
        return frame != null ? frame[va & FrameStore.OFFSET_MASK] & 0xFF : nothing(0xFF);
    }

    @Override
    public boolean aborted() {
        return abortedAt == references();
    }

    private int load16Slowly(int va) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 2) {
            return split.load(va, 2);
        }
        byte[] frame = frameToRead(va);
        return frame != null ? (short) Bytes.SHORT.get(frame, offset) & 0xFFFF : nothing(0xFFFF);
    }

    private int load32Slowly(int va) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 4) {
            return split.load(va, 4);
        }
        byte[] frame = frameToRead(va);
        return frame != null ? (int) Bytes.INT.get(frame, offset) : nothing(-1);
    }

    /** What a load gives that found no bytes: zero when it was given up, all ones where there is no memory. */
    private int nothing(int ones) {
        return aborted() ? 0 : ones;
    }

    private void store16Slowly(int va, int value) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 2) {
            split.store(va, value, 2);
            return;
        }
        byte[] frame = frameToWrite(va);
        if (frame != null) {
            Bytes.SHORT.set(frame, offset, (short) value);
        }
    }

    private void store32Slowly(int va, int value) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 4) {
            split.store(va, value, 4);
            return;
        }
        byte[] frame = frameToWrite(va);
        if (frame != null) {
            Bytes.INT.set(frame, offset, value);
        }
    }

    /** The bytes of a page to read; null when the reference was given up or there is no memory. */
    private byte[] frameToRead(int va) {
        long translation = mmu.read(va);
        while (Translation.isFault(translation) && restarts(va, Access.READ, translation)) {
            translation = mmu.read(va);
        }
        return reached(va, translation) ? mmu.bytesToRead(va, translation, data) : null;
    }

    /** The bytes of a page to fetch from; as {@link #frameToRead(int)}. */
    private byte[] frameToFetch(int va) {
        long translation = mmu.execute(va);
        while (Translation.isFault(translation) && restarts(va, Access.EXECUTE, translation)) {
            translation = mmu.execute(va);
        }
        return reached(va, translation) ? mmu.bytesToRead(va, translation, code) : null;
    }

    /** The bytes of a page to write; as {@link #frameToRead(int)}. */
    private byte[] frameToWrite(int va) {
        long translation = mmu.write(va);
        while (Translation.isFault(translation) && restarts(va, Access.WRITE, translation)) {
            translation = mmu.write(va);
        }
        return reached(va, translation) ? mmu.bytesToWrite(va, translation) : null;
    }

    /** Whether a reference has its translation; then who watches is told of it. */
    boolean reached(int va, long translation) {
        boolean reached = !Translation.isFault(translation);
        if (watcher != null && reached) {
            watcher.referenced(va);
        }
        return reached;
    }

    /** A reference looks up the second of its pages. */
    void countSecondPage() {
        extraData++;
    }

    /** Takes a page fault; true when the reference starts again. */
    boolean restarts(int va, Access access, long fault) {
        faults++;
        cr2 = va;
        mmu.invalidate(va);
        boolean interrupted = mmu.user();
        userMode(false);
        boolean restart = trapHandler.pageFault(va, Translation.errorCode(fault));
        userMode(interrupted);
        if (!restart) {
            abortedAt = references();
        } else if (access == Access.EXECUTE) {
            extraCode++;
        } else {
            extraData++;
        }
        return restart;
    }

    /** Who takes page faults; at first nobody does and every faulting reference is given up. */
    public void trapHandler(TrapHandler handler) {
        trapHandler = handler;
    }

    /**
     * Sets who is told of every reference of a program from now on; null for nobody, as at first. No reference takes the
     * fast path while somebody watches.
     */
    public void referenceWatcher(ReferenceWatcher to) {
        watcher = to;
        mmu.remembering(to == null);
    }

    /** CR2: the linear address of the last page fault. */
    public int cr2() {
        return cr2;
    }

    /** CR3 as loaded, in bytes. */
    public long cr3() {
        return mmu.walker().cr3();
    }

    /**
     * Loads CR3: takes another address space and flushes the translation buffers except for global pages. In PAE with
     * paging on, the four page directory pointers are read now, and only now.
     *
     * @param pa
     *            physical address, below 4 GB, of the page directory (4 KB aligned) or page directory pointer table (32
     *            bytes aligned); the write-through and cache-disable bits may be set
     * @throws IllegalArgumentException
     *             where the processor raises a general-protection fault: reserved bits in a present pointer
     */
    public void loadCr3(long pa) {
        mmu.loadCr3(pa);
    }

    /** CR0, bits of {@link ControlRegisters}. */
    public int cr0() {
        return mmu.cr0();
    }

    /**
     * Sets CR0. Turning paging on or off flushes the translation buffers; turning it on in PAE reads the page directory
     * pointers.
     *
     * @throws IllegalArgumentException
     *             without CR0.PE, or as {@link #loadCr3(long)}
     */
    public void cr0(int value) {
        boolean pagedBefore = mmu.paging();
        mmu.cr0(value);
        if (mmu.paging() != pagedBefore) {
            unpagedData += pagedBefore ? -dataLookUps() : dataLookUps();
            unpagedCode += pagedBefore ? -codeLookUps() : codeLookUps();
        }
    }

    /** CR4, bits of {@link ControlRegisters}. */
    public int cr4() {
        return mmu.cr4();
    }

    /**
     * Sets CR4; a change flushes the translation buffers, global pages too.
     *
     * @throws IllegalArgumentException
     *             if CR4.PAE does not go with this processor's paging mode
     */
    public void cr4(int value) {
        mmu.cr4(value);
    }

    /** The extended feature enable register, bits of {@link ControlRegisters}. */
    public int efer() {
        return mmu.efer();
    }

    /** Sets the extended feature enable register; a change flushes the translation buffers, global pages too. */
    public void efer(int value) {
        mmu.efer(value);
    }

    /** Whether references are made in user mode (CPL 3). */
    public boolean userMode() {
        return mmu.user();
    }

    /** Enters or leaves user mode. */
    public void userMode(boolean on) {
        if (mmu.user() != on) {
            mmu.user(on);
            selectPaths();
        }
    }

    /** INVLPG: drops the page of an address from the translation buffers, a global or large one too. */
    public void invalidatePage(int va) {
        mmu.invalidate(va);
    }

    /** This processor's walker, with its control registers as they are at any time. */
    public PageWalker walker() {
        return mmu.walker();
    }

    /** The data translation buffer. */
    public Tlb dataTlb() {
        return mmu.dataTlb();
    }

    /** The instruction translation buffer. */
    public Tlb instructionTlb() {
        return mmu.instructionTlb();
    }

    public PagingMode pagingMode() {
        return mmu.mode();
    }

    /** What references cost in virtual time. */
    public ReferenceCosts costs() {
        return costs;
    }

    /** Sets what references cost from now on. */
    public void costs(ReferenceCosts to) {
        clock.time();
        costs = to;
    }

    /** The counters as they are now. */
    public ProcessorCounters counters() {
        Tlb dataTlb = mmu.dataTlb();
        Tlb codeTlb = mmu.instructionTlb();
        long dataPaged = mmu.paging() ? dataLookUps() - unpagedData : -unpagedData;
        long codePaged = mmu.paging() ? codeLookUps() - unpagedCode : -unpagedCode;
        return new ProcessorCounters(loads, stores, fetches, dataPaged - dataTlb.misses(), dataTlb.misses(),
                codePaged - codeTlb.misses(), codeTlb.misses(), walks(), faults, dataTlb.flushes(),
                dataTlb.invalidations() + codeTlb.invalidations());
    }

    private long dataLookUps() {
        return loads + stores + extraData;
    }

    private long codeLookUps() {
        return fetches + extraCode;
    }

    private long references() {
        return dataLookUps() + codeLookUps();
    }

    private long walks() {
        return mmu.dataTlb().walks() + mmu.instructionTlb().walks();
    }

    private long drainTime() {
        long spent = (references() - referencesCharged) * costs.reference() + (walks() - walksCharged) * costs.walk();
        referencesCharged = references();
        walksCharged = walks();
        return spent;
    }

    /** The present state, to keep: registers, translation buffers, counters. */
    public ProcessorCapture capture() {
        return new ProcessorCapture(mmu.registers(cr2),
                new ProcessorCapture.Counts(loads, stores, fetches, extraData, extraCode, unpagedData, unpagedCode,
                        faults, abortedAt),
                mmu.dataTlb().capture(), mmu.instructionTlb().capture(), counters());
    }

    /**
     * Goes back to a captured state. Memory and clock are restored by themselves.
     *
     * @throws IllegalArgumentException
     *             if the capture is of a processor with other translation buffers
     */
    public void restore(ProcessorCapture capture) {
        mmu.restore(capture.registers, capture.dataTlb(), capture.instructionTlb());
        cr2 = capture.registers.cr2();
        selectPaths();
        restore(capture.counts);
        clock.skip();
    }

    private void restore(ProcessorCapture.Counts counts) {
        loads = counts.loads();
        stores = counts.stores();
        fetches = counts.fetches();
        extraData = counts.extraData();
        extraCode = counts.extraCode();
        unpagedData = counts.unpagedData();
        unpagedCode = counts.unpagedCode();
        faults = counts.faults();
        abortedAt = counts.abortedAt();
    }
}
