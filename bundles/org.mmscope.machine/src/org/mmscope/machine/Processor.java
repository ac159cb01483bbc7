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

    private final PhysicalMemory memory;
    private final FrameStore store;
    private final PagingMode mode;
    private final VirtualClock clock;
    private final PageWalker walker;

    private final FastPath[] dataPaths = { new FastPath(), new FastPath() };
    private final FastPath[] codePaths = { new FastPath(), new FastPath() };
    private final Tlb dataTlb;
    private final Tlb instructionTlb;
    /** The fast paths of the present privilege. */
    private FastPath data = dataPaths[0];
    private FastPath code = codePaths[0];

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

    private int cr0 = ControlRegisters.CR0_PE;
    private int cr2;
    private int cr4;
    private int efer;
    private boolean user;
    private boolean paging;
    private int readRights;
    private int writeRights;
    private int executeRights;

    private TrapHandler trapHandler = (va, errorCode) -> false;
    private ReferenceCosts costs = ReferenceCosts.DEFAULT;
    private long referencesCharged;
    private long walksCharged;

    /** A processor in its reset state, whose references take time on a clock. */
    public Processor(PhysicalMemory memory, PagingMode mode, TlbGeometry geometry, VirtualClock clock) {
        this.memory = memory;
        this.mode = mode;
        this.clock = clock;
        store = memory.store();
        cr4 = mode == PagingMode.PAE ? ControlRegisters.CR4_PAE : 0;
        PagingControls controls = PagingControls.of(mode, cr0, cr4, efer);
        walker = PageWalker.committing(memory, controls);
        int largePageShift = controls.largePageShift();
        dataTlb = new Tlb(geometry.data(), geometry.largeData(), largePageShift, dataPaths);
        instructionTlb = new Tlb(geometry.instructions(), geometry.largeInstructions(), largePageShift, codePaths);
        for (int i = 0; i < dataPaths.length; i++) {
            store.watch(dataPaths[i]);
            store.watch(codePaths[i]);
        }
        clock.meter(this::drainTime);
        applyRights();
    }

    @Override
    public int load8(int va) {
        loads++;
        byte[] frame = data.forRead(va, 0);
        return frame != null ? frame[va & FrameStore.OFFSET_MASK] & 0xFF : load8Slowly(va, Access.READ);
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
            frameToRead(va, Access.EXECUTE);
        }
    }

    @Override
    public int fetch8(int va) {
        fetches++;
        byte[] frame = code.forRead(va, 0);
        return frame != null ? frame[va & FrameStore.OFFSET_MASK] & 0xFF : load8Slowly(va, Access.EXECUTE);
    }

    @Override
    public boolean aborted() {
        return abortedAt == references();
    }

    private int load8Slowly(int va, Access access) {
        byte[] frame = frameToRead(va, access);
        return frame != null ? frame[va & FrameStore.OFFSET_MASK] & 0xFF : nothing(0xFF);
    }

    private int load16Slowly(int va) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 2) {
            return loadAcross(va, 2);
        }
        byte[] frame = frameToRead(va, Access.READ);
        return frame != null ? (short) Bytes.SHORT.get(frame, offset) & 0xFFFF : nothing(0xFFFF);
    }

    private int load32Slowly(int va) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 4) {
            return loadAcross(va, 4);
        }
        byte[] frame = frameToRead(va, Access.READ);
        return frame != null ? (int) Bytes.INT.get(frame, offset) : nothing(-1);
    }

    /** What a load gives that found no bytes: zero when it was given up, all ones where there is no memory. */
    private int nothing(int ones) {
        return aborted() ? 0 : ones;
    }

    private void store16Slowly(int va, int value) {
        int offset = va & FrameStore.OFFSET_MASK;
        if (offset > FrameStore.FRAME_SIZE - 2) {
            storeAcross(va, value, 2);
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
            storeAcross(va, value, 4);
            return;
        }
        byte[] frame = frameToWrite(va);
        if (frame != null) {
            Bytes.INT.set(frame, offset, value);
        }
    }

    /** The bytes of a page for reading; null when the reference was given up or there is no memory. */
    private byte[] frameToRead(int va, Access access) {
        for (;;) {
            long translation = lookUp(va, access);
            if (Translation.isFault(translation)) {
                if (restarts(va, access, translation)) {
                    continue;
                }
                return null;
            }
            int frame = frame(translation);
            if (frame < 0) {
                return null;
            }
            byte[] bytes = store.frame(frame);
            if ((translation & Translation.HELD) != 0) {
                store.handOut(frame);
                (access == Access.EXECUTE ? code : data).rememberRead(va, bytes);
            }
            return bytes;
        }
    }

    /** The bytes of a page for writing; null when the reference was given up or there is no memory. */
    private byte[] frameToWrite(int va) {
        for (;;) {
            long translation = lookUp(va, Access.WRITE);
            if (Translation.isFault(translation)) {
                if (restarts(va, Access.WRITE, translation)) {
                    continue;
                }
                return null;
            }
            int frame = frame(translation);
            if (frame < 0) {
                return null;
            }
            byte[] bytes = store.ownFrame(frame);
            if ((translation & Translation.HELD) != 0) {
                store.handOut(frame);
                data.rememberWrite(va, bytes);
            }
            return bytes;
        }
    }

    private int frame(long translation) {
        long base = Translation.base(translation);
        return base < memory.size() ? (int) (base >>> FrameStore.FRAME_SHIFT) : -1;
    }

    private int loadAcross(int va, int length) {
        long first;
        long second;
        do {
            first = lookUp(va, Access.READ);
            second = Translation.isFault(first) ? first : lookUpSecond(va, Access.READ);
        } while (Translation.isFault(second) && restartsAcross(va, Access.READ, first, second));
        int value = 0;
        for (int i = length - 1; i >= 0 && !Translation.isFault(second); i--) {
            value = value << 8 | physicalByte(va, i, first, second);
        }
        return value;
    }

    private void storeAcross(int va, int value, int length) {
        long first;
        long second;
        do {
            first = lookUp(va, Access.WRITE);
            second = Translation.isFault(first) ? first : lookUpSecond(va, Access.WRITE);
        } while (Translation.isFault(second) && restartsAcross(va, Access.WRITE, first, second));
        for (int i = 0; i < length && !Translation.isFault(second); i++) {
            long address = physicalAddress(va, i, first, second);
            if (address < memory.size()) {
                memory.write8(address, value >>> 8 * i);
            }
        }
    }

    private long lookUpSecond(int va, Access access) {
        extraData++;
        return lookUp(secondPage(va), access);
    }

    private boolean restartsAcross(int va, Access access, long first, long second) {
        return Translation.isFault(first) ? restarts(va, access, first) : restarts(secondPage(va), access, second);
    }

    private static int secondPage(int va) {
        return (va | FrameStore.OFFSET_MASK) + 1;
    }

    private int physicalByte(int va, int i, long first, long second) {
        long address = physicalAddress(va, i, first, second);
        return address < memory.size() ? memory.read8(address) : 0xFF;
    }

    private static long physicalAddress(int va, int i, long first, long second) {
        int offset = (va & FrameStore.OFFSET_MASK) + i;
        return offset < FrameStore.FRAME_SIZE ? Translation.base(first) | offset
                : Translation.base(second) | offset & FrameStore.OFFSET_MASK;
    }

    /** Translates a reference to one page; HELD when the fast path shall know it from now on. */
    private long lookUp(int va, Access access) {
        if (!paging) {
            return va & 0xFFFF_F000L | Translation.UNPAGED | Translation.HELD;
        }
        Tlb tlb = access == Access.EXECUTE ? instructionTlb : dataTlb;
        long translation = tlb.find(va);
        if (translation == 0) {
            tlb.countMiss();
            return walk(tlb, va, access);
        }
        int rights = rights(access);
        if ((translation & rights) == rights) {
            tlb.hold(va);
            return translation | Translation.HELD;
        }
        if ((translation & rights & ~Translation.DIRTY) == (rights & ~Translation.DIRTY)) {
            tlb.countDirtyWalk();
            return walk(tlb, va, access);
        }
        return Translation.fault(PageFault.PRESENT | walker.controls().errorBits(access, user));
    }

    private long walk(Tlb tlb, int va, Access access) {
        long translation = walker.walk(true, va, access, user, null);
        if (!Translation.isFault(translation)) {
            tlb.fill(va, translation);
        }
        return translation;
    }

    private int rights(Access access) {
        return access == Access.READ ? readRights : access == Access.WRITE ? writeRights : executeRights;
    }

    /** Takes a page fault; true when the reference starts again. */
    private boolean restarts(int va, Access access, long fault) {
        faults++;
        cr2 = va;
        instructionTlb.invalidate(va);
        dataTlb.invalidate(va);
        boolean interrupted = user;
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

    /** CR2: the linear address of the last page fault. */
    public int cr2() {
        return cr2;
    }

    /** CR3 as loaded, in bytes. */
    public long cr3() {
        return walker.cr3();
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
        if (pa != (pa & 0xFFFF_FFFFL)) {
            throw new IllegalArgumentException("CR3 has 32 bits: " + Long.toHexString(pa));
        }
        walker.load(pa, paging ? checkedPointers(pa) : walker.pointers());
        flush(false);
    }

    private long[] checkedPointers(long table) {
        long[] pointers = walker.pointersAt(table);
        for (long pointer : pointers) {
            if ((pointer & PageEntry.PRESENT) != 0 && (pointer & walker.controls().reservedInPointer()) != 0) {
                throw new IllegalArgumentException("reserved bits in page directory pointer "
                        + Long.toHexString(pointer));
            }
        }
        return pointers;
    }

    /** CR0, bits of {@link ControlRegisters}. */
    public int cr0() {
        return cr0;
    }

    /**
     * Sets CR0. Turning paging on or off flushes the translation buffers; turning it on in PAE reads the page directory
     * pointers.
     *
     * @throws IllegalArgumentException
     *             without CR0.PE, or as {@link #loadCr3(long)}
     */
    public void cr0(int value) {
        if ((value & ControlRegisters.CR0_PE) == 0) {
            throw new IllegalArgumentException("protected mode only");
        }
        boolean nowPaging = (value & ControlRegisters.CR0_PG) != 0;
        if (nowPaging && !paging) {
            walker.load(walker.cr3(), checkedPointers(walker.cr3()));
        }
        cr0 = value;
        if (nowPaging != paging) {
            switchPaging(nowPaging);
        }
        applyControls();
    }

    private void switchPaging(boolean on) {
        unpagedData += on ? dataLookUps() : -dataLookUps();
        unpagedCode += on ? codeLookUps() : -codeLookUps();
        paging = on;
        flush(true);
    }

    /** CR4, bits of {@link ControlRegisters}. */
    public int cr4() {
        return cr4;
    }

    /**
     * Sets CR4. A change of PSE or PGE flushes the translation buffers, global pages too.
     *
     * @throws IllegalArgumentException
     *             if CR4.PAE does not go with this processor's paging mode
     */
    public void cr4(int value) {
        if ((value & ControlRegisters.CR4_PAE) != 0 != (mode == PagingMode.PAE)) {
            throw new IllegalArgumentException("CR4.PAE goes with the paging mode, which is " + mode);
        }
        boolean changed = cr4 != value;
        cr4 = value;
        applyControls();
        if (changed) {
            flush(true);
        }
    }

    /** The extended feature enable register, bits of {@link ControlRegisters}. */
    public int efer() {
        return efer;
    }

    /** Sets the extended feature enable register; a change of NXE flushes the translation buffers, global pages too. */
    public void efer(int value) {
        boolean changed = efer != value;
        efer = value;
        applyControls();
        if (changed) {
            flush(true);
        }
    }

    /** Whether references are made in user mode (CPL 3). */
    public boolean userMode() {
        return user;
    }

    /** Enters or leaves user mode. */
    public void userMode(boolean on) {
        if (user != on) {
            user = on;
            data = dataPaths[on ? 1 : 0];
            code = codePaths[on ? 1 : 0];
            applyRights();
        }
    }

    /** INVLPG: drops the page of an address from the translation buffers, a global or large one too. */
    public void invalidatePage(int va) {
        instructionTlb.invalidate(va);
        dataTlb.invalidate(va);
    }

    private void flush(boolean globalToo) {
        dataTlb.flush(globalToo);
        instructionTlb.flush(globalToo);
    }

    private void applyControls() {
        walker.controls(PagingControls.of(mode, cr0, cr4, efer));
        applyRights();
        dataTlb.forgetFastPaths();
        instructionTlb.forgetFastPaths();
    }

    private void applyRights() {
        PagingControls controls = walker.controls();
        readRights = controls.required(Access.READ, user);
        writeRights = controls.required(Access.WRITE, user) | Translation.DIRTY;
        executeRights = controls.required(Access.EXECUTE, user);
    }

    /** This processor's walker, with its control registers as they are at any time. */
    public PageWalker walker() {
        return walker;
    }

    /** The data translation buffer. */
    public Tlb dataTlb() {
        return dataTlb;
    }

    /** The instruction translation buffer. */
    public Tlb instructionTlb() {
        return instructionTlb;
    }

    public PagingMode pagingMode() {
        return mode;
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
        long dataHits = paging ? dataLookUps() - unpagedData : -unpagedData;
        long codeHits = paging ? codeLookUps() - unpagedCode : -unpagedCode;
        return new ProcessorCounters(loads, stores, fetches, dataHits - dataTlb.misses(), dataTlb.misses(),
                codeHits - instructionTlb.misses(), instructionTlb.misses(), walks(), faults, dataTlb.flushes(),
                dataTlb.invalidations() + instructionTlb.invalidations());
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
        return dataTlb.misses() + dataTlb.dirtyWalks() + instructionTlb.misses() + instructionTlb.dirtyWalks();
    }

    private long drainTime() {
        long spent = (references() - referencesCharged) * costs.reference() + (walks() - walksCharged) * costs.walk();
        referencesCharged = references();
        walksCharged = walks();
        return spent;
    }

    /** The present state, to keep: registers, translation buffers, counters. */
    public ProcessorCapture capture() {
        return new ProcessorCapture(
                new ProcessorCapture.Registers(cr0, cr2, walker.cr3(), cr4, efer, user, walker.pointers()),
                new ProcessorCapture.Counts(loads, stores, fetches, extraData, extraCode, unpagedData, unpagedCode,
                        faults, abortedAt),
                dataTlb.capture(), instructionTlb.capture(), counters());
    }

    /**
     * Goes back to a captured state. Memory and clock are restored by themselves.
     *
     * @throws IllegalArgumentException
     *             if the capture is of a processor with other translation buffers
     */
    public void restore(ProcessorCapture capture) {
        dataTlb.restore(capture.dataTlb());
        instructionTlb.restore(capture.instructionTlb());
        restore(capture.counts);
        restore(capture.registers);
        clock.skip();
    }

    private void restore(ProcessorCapture.Registers registers) {
        cr0 = registers.cr0();
        cr2 = registers.cr2();
        cr4 = registers.cr4();
        efer = registers.efer();
        paging = (cr0 & ControlRegisters.CR0_PG) != 0;
        walker.load(registers.cr3(), registers.pointers());
        userMode(registers.user());
        applyControls();
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
