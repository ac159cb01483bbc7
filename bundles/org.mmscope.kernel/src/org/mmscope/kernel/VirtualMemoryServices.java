package org.mmscope.kernel;

import org.mmscope.kernel.process.EProcess;

/**
 * The virtual memory services: NtAllocateVirtualMemory and its companions. Every method returns an {@link NtStatus};
 * when it is an error nothing has changed. Engine thread only.
 */
public interface VirtualMemoryServices {

    /**
     * Reserves or commits pages (NtAllocateVirtualMemory).
     *
     * @param range in: address wanted (0 for any) and size; out: what was reserved or committed
     * @param allocationType MEM_RESERVE, MEM_COMMIT, MEM_TOP_DOWN, MEM_RESET
     * @param protect PAGE_*
     */
    int allocate(EProcess process, MemoryRange range, int allocationType, int protect);

    /**
     * Decommits or releases pages (NtFreeVirtualMemory). A part of a reservation may be released.
     *
     * @param range in: address and size, size 0 for the whole reservation; out: what was freed
     * @param freeType MEM_DECOMMIT or MEM_RELEASE
     */
    int free(EProcess process, MemoryRange range, int freeType);

    /**
     * Changes the protection of committed pages (NtProtectVirtualMemory).
     *
     * @param oldProtect out: PAGE_* of the first page before
     */
    int protect(EProcess process, MemoryRange range, int newProtect, IntHolder oldProtect);

    /** Says what the page at an address is and how far pages like it go on (NtQueryVirtualMemory). */
    int query(EProcess process, int va, MemoryBasicInformation information);

    /** Brings pages into the working set and keeps them there (NtLockVirtualMemory). */
    int lock(EProcess process, MemoryRange range);

    /** Undoes {@link #lock} (NtUnlockVirtualMemory). */
    int unlock(EProcess process, MemoryRange range);

    /**
     * Copies memory of a process out, faulting pages in (NtReadVirtualMemory).
     *
     * @param done out: bytes copied
     */
    int read(EProcess process, int va, byte[] to, int length, IntHolder done);

    /** Copies bytes into the memory of a process, faulting pages in (NtWriteVirtualMemory). */
    int write(EProcess process, int va, byte[] from, int length, IntHolder done);
}
