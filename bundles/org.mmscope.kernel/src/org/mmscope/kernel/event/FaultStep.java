package org.mmscope.kernel.event;

/**
 * One step in the resolution of a page fault: which structure was read or written, what it said, and what was decided.
 * The steps of a fault come in order between its {@link Kind#FAULT_TAKEN} and its last one, {@link Kind#RESOLVED} or
 * {@link Kind#EXCEPTION_RAISED}; other events in between are of the same fault. Immutable.
 *
 * @param kind what was done
 * @param va the faulting address
 * @param structure virtual address of the structure that was read or written, 0 if there is none
 * @param value what it said, or says now: its raw bits, unless the kind says otherwise
 * @param decision what follows from it, {@link Decision#NONE} where nothing was to be decided
 */
public record FaultStep(Kind kind, int va, int structure, long value, Decision decision) implements KernelEvent {

    /** What a step does. */
    public enum Kind {
        /** The processor raised a page fault; the value is the operation of the reference. */
        FAULT_TAKEN,
        /** The page directory entry of the address was read. */
        DIRECTORY_ENTRY_READ,
        /** The address had no page table and got one; the structure is its page directory entry. */
        PAGE_TABLE_MADE,
        /** The page table entry of the address was read; without a page table it counts as 0. */
        PTE_READ,
        /** The VAD tree was searched; the structure is the MMVAD found, the value its flags. */
        VAD_READ,
        /** A prototype PTE was read. */
        PROTOTYPE_PTE_READ,
        /**
         * The kernel needed a page of paged pool that is not in memory, and its PTE was read. In the fault of a program
         * on a shared page: the page that holds the prototype PTE is itself paged out, and is brought in first.
         */
        SYSTEM_PTE_READ,
        /** The access was held against a protection code, which is the value. */
        PROTECTION_CHECKED,
        /** The MMPFN of a page in memory was read; the value is its flags and reference count, one word. */
        PFN_READ,
        /** The SUBSECTION of a page of a file was read; the value is its StartingSector. */
        SUBSECTION_READ,
        /** No page was available; the value is the number of modified pages. */
        WAITED_FOR_PAGE,
        /** A page frame was taken; the structure is its MMPFN, the value its number. */
        PAGE_ALLOCATED,
        /** The frame taken was filled with zeroes; the structure is its MMPFN, the value its number. */
        PAGE_ZEROED,
        /** Another's read is bringing the page; the structure is its event, the value the time when it is done. */
        WAITED_FOR_READ,
        /** A transfer was begun; the structure is the MMPAGING_FILE or FILE_OBJECT, the value the byte offset in it. */
        READ_ISSUED,
        /** The page that was wanted has arrived; the structure is its MMPFN, the value its number. */
        READ_COMPLETED,
        /** The transfer failed; the structure is the MMPFN of the page that was wanted, the value a status. */
        READ_FAILED,
        /** The bytes of a shared page were copied; the structure is its MMPFN, the value the number of the copy. */
        PAGE_COPIED,
        /** A page went back from its list to active; the structure is its MMPFN, the value its number. */
        PAGE_RECLAIMED,
        /** A page table entry, of the address or of another, or a prototype PTE was written. */
        PTE_WRITTEN,
        /** The page is in the working set; the structure is the MMWSLE. */
        WORKING_SET_ENTRY_ADDED,
        /** The page is modified from now on; the structure is its MMPFN, the value its number. */
        DIRTY_SET,
        /** The guard is gone; the structure is the PTE. */
        GUARD_CLEARED,
        /** The guard page of the stack moved down; the structure is the TEB, the value the address of the new guard. */
        STACK_GROWN,
        /** The program has the exception whose status is the value; the last step. */
        EXCEPTION_RAISED,
        /** The reference is made again; the structure is the MMPFN of its page, the value the number. The last step. */
        RESOLVED
    }

    /** What was decided at a step; after {@link Kind#EXCEPTION_RAISED} its cause. */
    public enum Decision {
        /** Nothing was to be decided. */
        NONE,
        /** Programs may use such an address, if something is there. */
        USER_ADDRESS,
        /** The kernel itself made the reference, to an address of paged pool. */
        SYSTEM_ADDRESS,
        /** Access violation: system space, or the 64 KB below it. */
        NOT_A_USER_ADDRESS,
        PAGE_TABLE_PRESENT,
        /** There is no page table: the VAD is asked, as if the PTE were 0. */
        PAGE_TABLE_MISSING,
        /** The entry says nothing of its own: the VAD is asked. */
        LOOK_IN_VAD,
        /** The entry names its prototype PTE. */
        FOLLOW_PROTOTYPE,
        /** The page is to be zero. */
        DEMAND_ZERO,
        /** The page is still in memory. */
        IN_TRANSITION,
        /** The page is in a page file. */
        IN_PAGE_FILE,
        /** The page is in its file. */
        IN_FILE,
        /** The prototype PTE is valid: the page is active. */
        VALID,
        /** A store makes a private copy. */
        COPY_ON_WRITE,
        /** The first store to a clean page. */
        SET_DIRTY,
        /** The reference met an older translation, and is made again. */
        STALE_TRANSLATION,
        /** Access violation: nothing is at the address. */
        NO_VAD,
        /** Access violation: reserved, not committed; of the memory, or of the page of the section. */
        RESERVED,
        /** Access violation: the view reaches behind the end of its section. */
        BEHIND_SECTION,
        /** Access violation: decommitted. */
        DECOMMITTED,
        /** The VAD is of private committed memory. */
        PRIVATE_COMMITTED,
        /** The VAD is of a view of a section. */
        MAPPED_VIEW,
        /** The access is allowed. */
        ALLOWED,
        /** Access violation: PAGE_NOACCESS. */
        NO_ACCESS,
        /** Access violation: a store to memory that is only to be read. */
        READ_ONLY,
        /** Access violation: an instruction fetch where none is allowed. */
        NO_EXECUTE,
        /** The page is guarded: STATUS_GUARD_PAGE_VIOLATION, once. */
        GUARD,
        /** The stack has no room to grow: STATUS_STACK_OVERFLOW. */
        STACK_OVERFLOW,
        /** The page is in use by another PTE: one more shares it. */
        ACTIVE,
        /** The page is in memory and being written, which a fault does not wait for. */
        WRITE_IN_PROGRESS,
        /** In-page error: the disk could not read the page. */
        READ_ERROR,
        /** In-page error: the frame has a parity error, and nothing else holds what was in it. */
        CONTENTS_LOST,
        /** The page is on its way: the fault collides with the one that is reading it. */
        READ_IN_PROGRESS,
        ON_STANDBY_LIST,
        ON_MODIFIED_LIST,
        FROM_ZEROED_LIST,
        FROM_FREE_LIST,
        FROM_STANDBY_LIST
    }
}
