package org.mmscope.machine;

/**
 * The memory management unit of a processor: control registers, privilege, translation buffers and their fast paths.
 * Translates a reference and says what its page fault is; taking the fault is the processor's business.
 */
final class Mmu {

    private static final int SUPERVISOR = 0;
    private static final int USER = 1;

    private final PagingMode mode;
    private final FrameStore store;
    private final long frames;
    private final PageWalker walker;
    private final FastPath[] dataPaths = { new FastPath(), new FastPath() };
    private final FastPath[] codePaths = { new FastPath(), new FastPath() };
    private final Tlb dataTlb;
    private final Tlb instructionTlb;

    private int cr0 = ControlRegisters.CR0_PE;
    private int cr4;
    private int efer;
    private boolean user;
    private boolean paging;
    /** What of a translation says that the fast path shall know its page: HELD, or nothing while it is not to. */
    private long held = Translation.HELD;
    private ReferenceKind reading;
    private ReferenceKind writing;
    private ReferenceKind executing;
    private final int[] unpagedPages = new int[FastPath.SLOTS];

    Mmu(PhysicalMemory memory, PagingMode mode, TlbGeometry geometry) {
        this.mode = mode;
        store = memory.store();
        frames = memory.frames();
        cr4 = mode == PagingMode.PAE ? ControlRegisters.CR4_PAE : 0;
        PagingControls controls = PagingControls.of(mode, cr0, cr4, efer);
        walker = PageWalker.committing(memory, controls);
        int largePageShift = controls.largePageShift();
        dataTlb = new Tlb(geometry.data(), geometry.largeData(), largePageShift, dataPaths);
        instructionTlb = new Tlb(geometry.instructions(), geometry.largeInstructions(), largePageShift, codePaths);
        for (int privilege = SUPERVISOR; privilege <= USER; privilege++) {
            store.watch(dataPaths[privilege]);
            store.watch(codePaths[privilege]);
        }
        selectKinds();
    }

    /** The fast path for data of the present privilege. */
    FastPath dataPath() {
        return dataPaths[user ? USER : SUPERVISOR];
    }

    /** The fast path for instructions of the present privilege. */
    FastPath codePath() {
        return codePaths[user ? USER : SUPERVISOR];
    }

    /** Translates a data read; HELD when the fast path shall know the page from now on. */
    long read(int va) {
        return translate(va, dataTlb, reading);
    }

    /** Translates a data write; as {@link #read(int)}. */
    long write(int va) {
        return translate(va, dataTlb, writing);
    }

    /** Translates an instruction fetch; as {@link #read(int)}. */
    long execute(int va) {
        return translate(va, instructionTlb, executing);
    }

    private long translate(int va, Tlb tlb, ReferenceKind kind) {
        if (!paging) {
            return unpaged(va);
        }
        int place = tlb.lookUp(va);
        if (place < 0) {
            long translation = walker.commit(va, kind);
            if (!Translation.isFault(translation)) {
                tlb.fill(place, va, translation);
            }
            return translation;
        }
        long translation = tlb.use(place, va);
        return (translation & kind.needed()) == kind.needed() ? translation : unready(va, tlb, kind, translation);
    }

    /** A buffered translation that does not do: a first write walks again, what lacks a right faults. */
    private long unready(int va, Tlb tlb, ReferenceKind kind, long translation) {
        if ((translation & kind.rights()) != kind.rights()) {
            return Translation.fault(PageFault.PRESENT | kind.errorBits());
        }
        long walked = walker.commit(va, kind);
        if (Translation.isFault(walked)) {
            tlb.countDirtyWalk();
        } else {
            tlb.refill(va, walked);
        }
        return walked;
    }

    /** Without paging there is no buffer to say which pages are worth knowing: those seen twice are. */
    private long unpaged(int va) {
        int page = va >>> FrameStore.FRAME_SHIFT;
        int slot = page & unpagedPages.length - 1;
        boolean again = unpagedPages[slot] == page;
        unpagedPages[slot] = page;
        return va & 0xFFFF_F000L | (again ? Translation.UNPAGED | Translation.HELD : Translation.UNPAGED);
    }

    /** The bytes of a translated page to read or fetch; null where there is no memory. */
    byte[] bytesToRead(int va, long translation, FastPath path) {
        long frame = Translation.frame(translation);
        if (frame >= frames) {
            return null;
        }
        byte[] bytes = store.frame((int) frame);
        if ((translation & held) != 0) {
            store.handOut((int) frame);
            path.remember(va, bytes, false);
        }
        return bytes;
    }

    /** The bytes of a translated page to write; null where there is no memory. */
    byte[] bytesToWrite(int va, long translation) {
        long frame = Translation.frame(translation);
        if (frame >= frames) {
            return null;
        }
        byte[] bytes = store.ownFrame((int) frame);
        if ((translation & held) != 0) {
            store.handOut((int) frame);
            dataPath().remember(va, bytes, true);
        }
        return bytes;
    }

    /** Whether the fast paths learn pages from now on. */
    void remembering(boolean on) {
        held = on ? Translation.HELD : 0;
        dataTlb.forgetFastPaths();
        instructionTlb.forgetFastPaths();
    }

    PageWalker walker() {
        return walker;
    }

    Tlb dataTlb() {
        return dataTlb;
    }

    Tlb instructionTlb() {
        return instructionTlb;
    }

    PagingMode mode() {
        return mode;
    }

    boolean paging() {
        return paging;
    }

    void loadCr3(long pa) {
        if (pa != (pa & 0xFFFF_FFFFL)) {
            throw new IllegalArgumentException("CR3 has 32 bits: " + Long.toHexString(pa));
        }
        if (paging) {
            loadPointers(pa);
        } else {
            walker.restore(pa);
        }
        flush(false);
    }

    private void loadPointers(long cr3) {
        if (!walker.mayLoad(cr3)) {
            throw new IllegalArgumentException("reserved bits in a page directory pointer at "
                    + Long.toHexString(cr3));
        }
        walker.load(cr3);
    }

    int cr0() {
        return cr0;
    }

    void cr0(int value) {
        if ((value & ControlRegisters.CR0_PE) == 0) {
            throw new IllegalArgumentException("protected mode only");
        }
        boolean nowPaging = (value & ControlRegisters.CR0_PG) != 0;
        if (nowPaging && !paging) {
            loadPointers(walker.cr3());
        }
        boolean switched = nowPaging != paging;
        cr0 = value;
        paging = nowPaging;
        applyControls(switched);
    }

    int cr4() {
        return cr4;
    }

    void cr4(int value) {
        if ((value & ControlRegisters.CR4_PAE) != 0 != (mode == PagingMode.PAE)) {
            throw new IllegalArgumentException("CR4.PAE goes with the paging mode, which is " + mode);
        }
        boolean changed = cr4 != value;
        cr4 = value;
        applyControls(changed);
    }

    int efer() {
        return efer;
    }

    void efer(int value) {
        boolean changed = efer != value;
        efer = value;
        applyControls(changed);
    }

    boolean user() {
        return user;
    }

    void user(boolean on) {
        user = on;
        selectKinds();
    }

    void invalidate(int va) {
        instructionTlb.invalidate(va);
        dataTlb.invalidate(va);
    }

    private void applyControls(boolean flush) {
        walker.controls(PagingControls.of(mode, cr0, cr4, efer));
        selectKinds();
        dataTlb.forgetFastPaths();
        instructionTlb.forgetFastPaths();
        if (flush) {
            flush(true);
        }
    }

    private void flush(boolean globalToo) {
        dataTlb.flush(globalToo);
        instructionTlb.flush(globalToo);
    }

    private void selectKinds() {
        reading = walker.kind(Access.READ, user);
        writing = walker.kind(Access.WRITE, user);
        executing = walker.kind(Access.EXECUTE, user);
    }

    Registers registers(int cr2) {
        return new Registers(cr0, cr2, walker.cr3(), cr4, efer, user, walker.pointers());
    }

    void restore(Registers registers, TlbCapture data, TlbCapture instructions) {
        cr0 = registers.cr0();
        cr4 = registers.cr4();
        efer = registers.efer();
        user = registers.user();
        paging = (cr0 & ControlRegisters.CR0_PG) != 0;
        walker.restore(registers.cr3(), registers.pointers());
        dataTlb.restore(data);
        instructionTlb.restore(instructions);
        applyControls(false);
    }

    /** The registers of one moment; the page directory pointers are zero outside PAE. */
    record Registers(int cr0, int cr2, long cr3, int cr4, int efer, boolean user, long[] pointers) {
    }
}
