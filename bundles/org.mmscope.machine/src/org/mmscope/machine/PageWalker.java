package org.mmscope.machine;

/**
 * Translates linear addresses by walking page tables in physical memory: the page-miss handler of the processor and,
 * in other readers' hands, a way to look at any address space without touching it. Source: Intel 64 and IA-32
 * Architectures Software Developer's Manual, volume 3A, sections 4.3 (32-bit), 4.4 (PAE), 4.6 (rights), 4.7 (faults),
 * 4.8 (Accessed and Dirty).
 * <p>
 * Accessed is set in a directory entry as soon as it is used to find a table; in the entry that maps the page, Accessed
 * and Dirty are set when the reference is allowed. An entry that would lie outside physical memory counts as not
 * present.
 */
public final class PageWalker {

    /** What a walk does to the tables. */
    public enum Effect {
        /** Sets Accessed and Dirty, as the processor does. */
        COMMIT,
        /** Changes no bit. */
        OBSERVE
    }

    /** The physical address of what is not mapped. */
    public static final long NOT_MAPPED = -1;

    private static final long TABLE_X86 = 0xFFFF_F000L;
    private static final long POINTER_TABLE = 0xFFFF_FFE0L;
    private static final long TABLE_PAE = 0xF_FFFF_FFFF_F000L;

    private final PhysicalReader memory;
    /** The same memory for a walker that may commit, or null. */
    private final PhysicalMemory writable;
    private final KnownTables tables;
    private final long size;
    private PagingControls controls;
    private ReferenceKind[] kinds;
    private boolean pae;
    private boolean largePages;
    private long reserved;
    private long reservedInLarge;
    private long reservedInPointer;
    private long lastEntryFlags;
    private long cr3;
    private final long[] pointers = new long[4];

    private PageWalker(PhysicalReader memory, PhysicalMemory writable, PagingControls controls) {
        this.memory = memory;
        this.writable = writable;
        tables = writable != null ? new KnownTables(writable) : null;
        size = memory.size();
        controls(controls);
    }

    /** The walker of a processor: it may {@link Effect#COMMIT}. */
    static PageWalker committing(PhysicalMemory memory, PagingControls controls) {
        return new PageWalker(memory, memory, controls);
    }

    /**
     * A walker that only observes, in the memory of a machine, a capture or an image.
     *
     * @param cr3
     *            physical address of the page directory, or in PAE of the page directory pointer table, which is read
     *            now as the processor does; the flag bits below are ignored
     */
    public static PageWalker observing(PhysicalReader memory, PagingControls controls, long cr3) {
        PageWalker walker = new PageWalker(memory, null, controls);
        walker.load(cr3);
        return walker;
    }

    void controls(PagingControls to) {
        controls = to;
        if (tables != null) {
            tables.forget();
        }
        kinds = ReferenceKind.all(to);
        pae = to.mode() == PagingMode.PAE;
        largePages = pae || to.pse();
        reserved = to.reservedInPae();
        reservedInLarge = to.reservedInLarge();
        reservedInPointer = to.reservedInPointer();
        lastEntryFlags = to.pge() ? PageEntry.DIRTY | PageEntry.GLOBAL : PageEntry.DIRTY;
    }

    ReferenceKind kind(Access access, boolean user) {
        return kinds[ReferenceKind.index(access, user)];
    }

    public PagingControls controls() {
        return controls;
    }

    /** What CR3 holds for this walker. */
    public long cr3() {
        return cr3;
    }

    /** Takes another address space; in PAE reads its page directory pointers. */
    void load(long toCr3) {
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = pointerAt(toCr3, i);
        }
        restore(toCr3);
    }

    /** Takes another address space, with the pointers of the one before. */
    void restore(long toCr3) {
        cr3 = toCr3;
        if (tables != null) {
            tables.forget();
        }
    }

    void restore(long toCr3, long[] toPointers) {
        System.arraycopy(toPointers, 0, pointers, 0, pointers.length);
        restore(toCr3);
    }

    long[] pointers() {
        return pointers.clone();
    }

    /** Whether no page directory pointer of an address space is present with reserved bits. */
    boolean mayLoad(long ofCr3) {
        for (int i = 0; i < pointers.length; i++) {
            if (!allowed(pointerAt(ofCr3, i))) {
                return false;
            }
        }
        return true;
    }

    private boolean allowed(long pointer) {
        return (pointer & PageEntry.PRESENT) == 0 || (pointer & reservedInPointer) == 0;
    }

    /** A page directory pointer in memory; zero outside memory and in 32-bit paging. */
    private long pointerAt(long ofCr3, int index) {
        return pae ? entry64((ofCr3 & POINTER_TABLE) + 8 * index) : 0;
    }

    /** The page directory pointer that leads on from CR3 for a quarter of the address space, or 0 if none does. */
    long usablePointer(int index) {
        return (pointers[index] & PageEntry.PRESENT) != 0 && allowed(pointers[index]) ? pointers[index] : 0;
    }

    /**
     * The physical address of a byte, whatever the rights to it, or {@link #NOT_MAPPED}. Changes nothing.
     */
    public long translate(int va) {
        long translation = walk(Effect.OBSERVE, va, Access.READ, false, null);
        return Translation.isFault(translation) ? NOT_MAPPED
                : Translation.base(translation) | va & FrameStore.OFFSET_MASK;
    }

    /** What a reference would do, step by step. Changes nothing. */
    public WalkRecord observe(int va, Access access, boolean user) {
        WalkRecord walk = new WalkRecord();
        walk(Effect.OBSERVE, va, access, user, walk);
        return walk;
    }

    /**
     * Walks the tables for one reference.
     *
     * @param effect
     *            COMMIT for a processor's walker only
     * @param user
     *            whether the reference is made in user mode
     * @param record
     *            takes the steps down; null when nobody wants them, and then nothing is allocated
     * @return a {@link Translation} of the 4 KB page that holds the address, or the fault
     * @throws IllegalStateException
     *             if an observing walker is to commit
     */
    public long walk(Effect effect, int va, Access access, boolean user, WalkRecord record) {
        boolean commit = effect == Effect.COMMIT;
        if (commit && writable == null) {
            throw new IllegalStateException("this walker only observes");
        }
        ReferenceKind kind = kind(access, user);
        if (record == null) {
            return walk(commit, va, kind, null);
        }
        record.begin(controls);
        long translation = walk(commit, va, kind, record);
        record.end(va, translation);
        return translation;
    }

    private long walk(boolean commit, int va, ReferenceKind kind, WalkRecord record) {
        return pae ? walkPae(commit, va, kind, record) : walkX86(commit, va, kind, record);
    }

    /** Walks the tables for a reference of the processor. */
    long commit(int va, ReferenceKind kind) {
        return pae ? commitPae(va, kind) : commitX86(va, kind);
    }

    private long commitX86(int va, ReferenceKind kind) {
        KnownTables.Known known = tables.by32(va >>> 22);
        if (known != null) {
            long translation = known.table32(va >>> 10 & 0xFFC) & known.kept() | Translation.EXECUTE;
            if ((translation & kind.ready()) == kind.ready()) {
                return translation;
            }
        }
        return walkX86(true, va, kind, null);
    }

    private long commitPae(int va, ReferenceKind kind) {
        KnownTables.Known known = tables.by64(va >>> 21);
        if (known != null) {
            long table = known.table64(va >>> 9 & 0xFF8);
            long translation = table & known.kept() | execute(table | known.entry());
            if ((translation & kind.ready()) == kind.ready() && (table & reserved) == 0) {
                return translation;
            }
        }
        return walkPae(true, va, kind, null);
    }

    private long walkX86(boolean commit, int va, ReferenceKind kind, WalkRecord record) {
        long directoryAddress = (cr3 & TABLE_X86) + (va >>> 20 & 0xFFC);
        long directory = entry32(directoryAddress);
        if ((directory & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.DIRECTORY, directoryAddress, directory, kind, record);
        }
        if ((directory & PageEntry.LARGE) != 0 && largePages) {
            return large(commit, va, directoryAddress, directory, kind, record);
        }
        mark(commit, WalkStep.Level.DIRECTORY, directoryAddress, directory, directory | PageEntry.ACCESSED, record);
        long tableAddress = (directory & TABLE_X86) + (va >>> 10 & 0xFFC);
        long table = entry32(tableAddress);
        if (commit) {
            tables.remember(va >>> 22, directoryAddress, directory | PageEntry.ACCESSED, tableAddress,
                    kept(TABLE_X86, directory));
        }
        if ((table & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.TABLE, tableAddress, table, kind, record);
        }
        long rights = directory & table & (PageEntry.WRITE | PageEntry.USER) | Translation.EXECUTE;
        return finish(commit, WalkStep.Level.TABLE, tableAddress, table, table & TABLE_X86 | rights, kind, record);
    }

    private long walkPae(boolean commit, int va, ReferenceKind kind, WalkRecord record) {
        long pointer = pointers[va >>> 30];
        if ((pointer & (reservedInPointer | PageEntry.PRESENT)) != PageEntry.PRESENT || record != null) {
            long fault = pointer(va, pointer, kind, record);
            if (fault != 0) {
                return fault;
            }
        }
        long directoryAddress = (pointer & TABLE_PAE) + (va >>> 18 & 0xFF8);
        long directory = entry64(directoryAddress);
        if ((directory & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.DIRECTORY, directoryAddress, directory, kind, record);
        }
        if ((directory & reserved) != 0) {
            return reserved(WalkStep.Level.DIRECTORY, directoryAddress, directory, kind, record);
        }
        if ((directory & PageEntry.LARGE) != 0) {
            return large(commit, va, directoryAddress, directory, kind, record);
        }
        mark(commit, WalkStep.Level.DIRECTORY, directoryAddress, directory, directory | PageEntry.ACCESSED, record);
        long tableAddress = (directory & TABLE_PAE) + (va >>> 9 & 0xFF8);
        long table = entry64(tableAddress);
        if (commit) {
            tables.remember(va >>> 21, directoryAddress, directory | PageEntry.ACCESSED, tableAddress,
                    kept(TABLE_PAE, directory));
        }
        if ((table & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.TABLE, tableAddress, table, kind, record);
        }
        if ((table & reserved) != 0) {
            return reserved(WalkStep.Level.TABLE, tableAddress, table, kind, record);
        }
        long rights = directory & table & (PageEntry.WRITE | PageEntry.USER) | execute(directory | table);
        return finish(commit, WalkStep.Level.TABLE, tableAddress, table, table & TABLE_PAE | rights, kind, record);
    }

    /** The bits of a table entry that a translation takes over, under a directory entry. */
    private long kept(long base, long directory) {
        return base | directory & (PageEntry.WRITE | PageEntry.USER) | lastEntryFlags | PageEntry.PRESENT
                | PageEntry.ACCESSED;
    }

    /** Looks at a page directory pointer; 0 when the walk goes on. */
    private long pointer(int va, long pointer, ReferenceKind kind, WalkRecord record) {
        long address = (cr3 & POINTER_TABLE) + (va >>> 30) * 8;
        if ((pointer & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.POINTER_TABLE, address, pointer, kind, record);
        }
        if ((pointer & reservedInPointer) != 0) {
            return reserved(WalkStep.Level.POINTER_TABLE, address, pointer, kind, record);
        }
        record(WalkStep.Level.POINTER_TABLE, address, pointer, pointer, record);
        return 0;
    }

    private long large(boolean commit, int va, long address, long directory, ReferenceKind kind, WalkRecord record) {
        if ((directory & reservedInLarge) != 0) {
            return reserved(WalkStep.Level.DIRECTORY, address, directory, kind, record);
        }
        long pageInLarge = va & (1L << controls.largePageShift()) - 1 & ~FrameStore.OFFSET_MASK;
        long rights = directory & (PageEntry.WRITE | PageEntry.USER) | execute(directory) | Translation.LARGE;
        return finish(commit, WalkStep.Level.DIRECTORY, address, directory,
                controls.largeBase(directory) | pageInLarge | rights, kind, record);
    }

    /** Ends a walk at the entry that maps the page: checks the rights, then marks the entry. */
    private long finish(boolean commit, WalkStep.Level level, long address, long entry, long translation,
            ReferenceKind kind, WalkRecord record) {
        if ((translation & kind.rights()) != kind.rights()) {
            return denied(level, address, entry, translation, kind, record);
        }
        long marked = entry | kind.marks();
        mark(commit, level, address, entry, marked, record);
        return translation | marked & lastEntryFlags | Translation.PRESENT;
    }

    private void mark(boolean commit, WalkStep.Level level, long address, long entry, long marked, WalkRecord record) {
        if (marked != entry && commit) {
            writable.write32(address, (int) marked);
        }
        record(level, address, entry, marked, record);
    }

    private long notPresent(WalkStep.Level level, long address, long entry, ReferenceKind kind, WalkRecord record) {
        if (record != null) {
            boolean outside = level != WalkStep.Level.POINTER_TABLE && address >= size;
            record.fail(outside ? WalkOutcome.OUTSIDE_MEMORY : WalkOutcome.NOT_PRESENT);
            record(level, address, entry, entry, record);
        }
        return Translation.fault(kind.errorBits());
    }

    private long reserved(WalkStep.Level level, long address, long entry, ReferenceKind kind, WalkRecord record) {
        if (record != null) {
            record.fail(WalkOutcome.RESERVED_BIT);
            record(level, address, entry, entry, record);
        }
        return Translation.fault(kind.errorBits() | PageFault.PRESENT | PageFault.RESERVED);
    }

    private long denied(WalkStep.Level level, long address, long entry, long translation, ReferenceKind kind,
            WalkRecord record) {
        if (record != null) {
            long missing = kind.rights() & ~translation;
            record.fail((missing & Translation.USER) != 0 ? WalkOutcome.SUPERVISOR_ONLY
                    : kind.access() == Access.EXECUTE ? WalkOutcome.NO_EXECUTE : WalkOutcome.READ_ONLY);
            record(level, address, entry, entry, record);
        }
        return Translation.fault(kind.errorBits() | PageFault.PRESENT);
    }

    private void record(WalkStep.Level level, long address, long entry, long written, WalkRecord record) {
        if (record != null) {
            record.add(WalkStep.of(level, controls.mode(), address, entry, written));
        }
    }

    private static long execute(long entries) {
        return entries < 0 ? 0 : Translation.EXECUTE;
    }

    private long entry32(long address) {
        return address < size ? memory.read32(address) & 0xFFFF_FFFFL : 0;
    }

    private long entry64(long address) {
        return address < size ? memory.read64(address) : 0;
    }
}
