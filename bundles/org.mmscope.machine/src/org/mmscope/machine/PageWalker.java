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
    private static final long TABLE_PAE = 0xF_FFFF_FFFF_F000L;

    private final PhysicalReader memory;
    /** The same memory where it can be written: a final class, so that the processor's walks are compiled into it. */
    private final PhysicalMemory writable;
    private final long size;
    private PagingControls controls;
    private boolean largePages;
    private long reserved;
    private long cr3;
    private final long[] pointers = new long[4];

    private PageWalker(PhysicalReader memory, PhysicalMemory writable, PagingControls controls) {
        this.memory = memory;
        this.writable = writable;
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
        walker.load(cr3, walker.pointersAt(cr3));
        return walker;
    }

    void controls(PagingControls to) {
        controls = to;
        largePages = to.mode() == PagingMode.PAE || to.pse();
        reserved = to.reservedInPae();
    }

    public PagingControls controls() {
        return controls;
    }

    /** What CR3 holds for this walker. */
    public long cr3() {
        return cr3;
    }

    void load(long toCr3, long[] toPointers) {
        cr3 = toCr3;
        System.arraycopy(toPointers, 0, pointers, 0, pointers.length);
    }

    long[] pointers() {
        return pointers.clone();
    }

    /** The page directory pointers that loading CR3 takes in PAE; zero outside memory and in 32-bit paging. */
    long[] pointersAt(long tableAddress) {
        long[] read = new long[4];
        long table = tableAddress & 0xFFFF_FFE0L;
        for (int i = 0; controls.mode() == PagingMode.PAE && i < read.length; i++) {
            read[i] = table + 8 * i < size ? memory.read64(table + 8 * i) : 0;
        }
        return read;
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
        if (record == null) {
            return walk(commit, va, access, user, null);
        }
        record.begin();
        long translation = walk(commit, va, access, user, record);
        record.end(va, translation);
        return translation;
    }

    /** {@link #walk(Effect, int, Access, boolean, WalkRecord)} for the processor, with a record that is begun. */
    long walk(boolean commit, int va, Access access, boolean user, WalkRecord record) {
        return controls.mode() == PagingMode.PAE ? walkPae(commit, va, access, user, record)
                : walkX86(commit, va, access, user, record);
    }

    private long walkX86(boolean commit, int va, Access access, boolean user, WalkRecord record) {
        int directoryIndex = va >>> 22;
        long directoryAddress = (cr3 & TABLE_X86) + directoryIndex * 4;
        long directory = entry32(directoryAddress);
        if ((directory & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.DIRECTORY, directoryIndex, directoryAddress, directory, access, user, record);
        }
        if ((directory & PageEntry.LARGE) != 0 && largePages) {
            return large(commit, va, directoryIndex, directoryAddress, directory, access, user, record);
        }
        use(commit, WalkStep.Level.DIRECTORY, directoryIndex, directoryAddress, directory, record);
        int index = va >>> 12 & 0x3FF;
        long address = (directory & TABLE_X86) + index * 4;
        long table = entry32(address);
        if ((table & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.TABLE, index, address, table, access, user, record);
        }
        long rights = directory & table & (PageEntry.WRITE | PageEntry.USER) | Translation.EXECUTE;
        return finish(commit, WalkStep.Level.TABLE, index, address, table, table & TABLE_X86 | rights, access, user,
                record);
    }

    private long walkPae(boolean commit, int va, Access access, boolean user, WalkRecord record) {
        int pointerIndex = va >>> 30;
        long pointer = pointers[pointerIndex];
        long pointerAddress = (cr3 & 0xFFFF_FFE0L) + pointerIndex * 8;
        if ((pointer & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.POINTER_TABLE, pointerIndex, pointerAddress, pointer, access, user, record);
        }
        if ((pointer & controls.reservedInPointer()) != 0) {
            return reserved(WalkStep.Level.POINTER_TABLE, pointerIndex, pointerAddress, pointer, access, user, record);
        }
        if (record != null) {
            record.step(WalkStep.Level.POINTER_TABLE, pointerIndex, pointerAddress, pointer, pointer);
        }
        int directoryIndex = va >>> 21 & 0x1FF;
        long directoryAddress = (pointer & TABLE_PAE) + directoryIndex * 8;
        long directory = entry64(directoryAddress);
        if ((directory & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.DIRECTORY, directoryIndex, directoryAddress, directory, access, user, record);
        }
        if ((directory & reserved) != 0) {
            return reserved(WalkStep.Level.DIRECTORY, directoryIndex, directoryAddress, directory, access, user, record);
        }
        if ((directory & PageEntry.LARGE) != 0) {
            return large(commit, va, directoryIndex, directoryAddress, directory, access, user, record);
        }
        use(commit, WalkStep.Level.DIRECTORY, directoryIndex, directoryAddress, directory, record);
        int index = va >>> 12 & 0x1FF;
        long address = (directory & TABLE_PAE) + index * 8;
        long table = entry64(address);
        if ((table & PageEntry.PRESENT) == 0) {
            return notPresent(WalkStep.Level.TABLE, index, address, table, access, user, record);
        }
        if ((table & reserved) != 0) {
            return reserved(WalkStep.Level.TABLE, index, address, table, access, user, record);
        }
        long rights = directory & table & (PageEntry.WRITE | PageEntry.USER) | execute(directory | table);
        return finish(commit, WalkStep.Level.TABLE, index, address, table, table & TABLE_PAE | rights, access, user,
                record);
    }

    private long large(boolean commit, int va, int index, long address, long directory, Access access, boolean user,
            WalkRecord record) {
        if ((directory & controls.reservedInLarge()) != 0) {
            return reserved(WalkStep.Level.DIRECTORY, index, address, directory, access, user, record);
        }
        long pageInLarge = va & (1L << controls.largePageShift()) - 1 & ~FrameStore.OFFSET_MASK;
        long rights = directory & (PageEntry.WRITE | PageEntry.USER) | execute(directory) | Translation.LARGE;
        return finish(commit, WalkStep.Level.DIRECTORY, index, address, directory,
                controls.largeBase(directory) | pageInLarge | rights, access, user, record);
    }

    /** Ends a walk at the entry that maps the page: checks the rights, then marks the entry. */
    private long finish(boolean commit, WalkStep.Level level, int index, long address, long entry, long translation,
            Access access, boolean user, WalkRecord record) {
        int required = controls.required(access, user);
        if ((translation & required) != required) {
            return denied(level, index, address, entry, translation, access, user, record);
        }
        long marked = entry | (access == Access.WRITE ? PageEntry.ACCESSED | PageEntry.DIRTY : PageEntry.ACCESSED);
        mark(commit, level, index, address, entry, marked, record);
        long global = controls.pge() ? marked & PageEntry.GLOBAL : 0;
        return translation | marked & PageEntry.DIRTY | global | Translation.PRESENT;
    }

    private void use(boolean commit, WalkStep.Level level, int index, long address, long entry, WalkRecord record) {
        mark(commit, level, index, address, entry, entry | PageEntry.ACCESSED, record);
    }

    private void mark(boolean commit, WalkStep.Level level, int index, long address, long entry, long marked,
            WalkRecord record) {
        if (commit && marked != entry) {
            writable.write32(address, (int) marked);
        }
        if (record != null) {
            record.step(level, index, address, entry, marked);
        }
    }

    private long notPresent(WalkStep.Level level, int index, long address, long entry, Access access, boolean user,
            WalkRecord record) {
        if (record != null) {
            record.step(level, index, address, entry, entry);
            boolean outside = level != WalkStep.Level.POINTER_TABLE && address >= size;
            record.fail(outside ? WalkOutcome.OUTSIDE_MEMORY : WalkOutcome.NOT_PRESENT);
        }
        return Translation.fault(controls.errorBits(access, user));
    }

    private long reserved(WalkStep.Level level, int index, long address, long entry, Access access, boolean user,
            WalkRecord record) {
        if (record != null) {
            record.step(level, index, address, entry, entry);
            record.fail(WalkOutcome.RESERVED_BIT);
        }
        return Translation.fault(controls.errorBits(access, user) | PageFault.PRESENT | PageFault.RESERVED);
    }

    private long denied(WalkStep.Level level, int index, long address, long entry, long translation, Access access,
            boolean user, WalkRecord record) {
        if (record != null) {
            record.step(level, index, address, entry, entry);
            long missing = ~translation;
            record.fail(user && (missing & Translation.USER) != 0 ? WalkOutcome.SUPERVISOR_ONLY
                    : access == Access.EXECUTE ? WalkOutcome.NO_EXECUTE : WalkOutcome.READ_ONLY);
        }
        return Translation.fault(controls.errorBits(access, user) | PageFault.PRESENT);
    }

    private static long execute(long entries) {
        return entries < 0 ? 0 : Translation.EXECUTE;
    }

    private long entry32(long address) {
        if (address >= size) {
            return 0;
        }
        return (writable != null ? writable.read32(address) : memory.read32(address)) & 0xFFFF_FFFFL;
    }

    private long entry64(long address) {
        if (address >= size) {
            return 0;
        }
        return writable != null ? writable.read64(address) : memory.read64(address);
    }
}
