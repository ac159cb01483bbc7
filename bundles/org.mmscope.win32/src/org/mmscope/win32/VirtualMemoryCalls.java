package org.mmscope.win32;

import java.util.Arrays;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/**
 * VirtualAlloc and its companions, as kernel32 of Windows XP has them: what it checks itself comes first, the rest is
 * the service's. Sizes in bytes. Engine thread only.
 */
public final class VirtualMemoryCalls extends CallGroup {

    private static final int ALLOCATION_GRANULARITY = 0x10000;
    private static final int WRITABLE = Win32Constants.PAGE_READWRITE | Win32Constants.PAGE_WRITECOPY
            | Win32Constants.PAGE_EXECUTE_READWRITE | Win32Constants.PAGE_EXECUTE_WRITECOPY;
    /** Length of a MEMORY_BASIC_INFORMATION in bytes. */
    private static final int INFORMATION_LENGTH = 28;

    VirtualMemoryCalls(Kernel kernel) {
        super(kernel);
    }

    /** Reserves or commits pages of the caller. Gives the base address, or 0. */
    public CallResult virtualAlloc(EProcess caller, int address, int size, int type, int protect) {
        return virtualAllocEx(caller, caller, address, size, type, protect);
    }

    /** Reserves or commits pages of a process. Gives the base address, or 0. */
    public CallResult virtualAllocEx(EProcess caller, EProcess process, int address, int size, int type, int protect) {
        enter(caller);
        if (address != 0 && Integer.compareUnsigned(address, ALLOCATION_GRANULARITY) < 0) {
            return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
        }
        MemoryRange range = range(address, size);
        int status = kernel.virtualMemory().allocate(process, range, type, protect);
        return NtStatus.success(status) ? CallResult.of(range.base) : CallResult.failedWith(status);
    }

    /** Decommits pages, or releases a reservation (size 0). */
    public CallResult virtualFree(EProcess caller, int address, int size, int type) {
        enter(caller);
        if (type == Win32Constants.MEM_RELEASE && size != 0) {
            return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
        }
        return truth(kernel.virtualMemory().free(caller, range(address, size), type));
    }

    /** Changes the protection of committed pages. Out: OldProtect. */
    public CallResult virtualProtect(EProcess caller, int address, int size, int protect) {
        enter(caller);
        IntHolder old = new IntHolder();
        int status = kernel.virtualMemory().protect(caller, range(address, size), protect, old);
        return NtStatus.success(status) ? CallResult.succeeded().with("OldProtect", old.value)
                : CallResult.failedWith(status);
    }

    /** Tells about the run of like pages at an address. Out: the fields of MEMORY_BASIC_INFORMATION. */
    public CallResult virtualQuery(EProcess caller, int address) {
        enter(caller);
        MemoryBasicInformation information = new MemoryBasicInformation();
        int status = kernel.virtualMemory().query(caller, address, information);
        if (!NtStatus.success(status)) {
            return CallResult.failedWith(status);
        }
        return CallResult.of(INFORMATION_LENGTH).with("BaseAddress", information.baseAddress)
                .with("AllocationBase", information.allocationBase)
                .with("AllocationProtect", information.allocationProtect)
                .with("RegionSize", (int) information.regionSize).with("State", information.state)
                .with("Protect", information.protect).with("Type", information.type);
    }

    /** Locks pages in the working set. */
    public CallResult virtualLock(EProcess caller, int address, int size) {
        enter(caller);
        return truth(kernel.virtualMemory().lock(caller, range(address, size)));
    }

    /** Unlocks locked pages. */
    public CallResult virtualUnlock(EProcess caller, int address, int size) {
        enter(caller);
        return truth(kernel.virtualMemory().unlock(caller, range(address, size)));
    }

    /** Reads memory of a process. Out: BytesRead, Fnv1a. */
    public CallResult readProcessMemory(EProcess caller, EProcess process, int address, int size) {
        enter(caller);
        if (isAboveUser(address, size)) {
            return CallResult.failedWith(NtStatus.ACCESS_VIOLATION);
        }
        byte[] chunk = new byte[CHUNK];
        IntHolder done = new IntHolder();
        Fnv1a hash = new Fnv1a();
        for (long at = 0; at < Integer.toUnsignedLong(size); at += CHUNK) {
            kernel.interruptionPoint();
            int length = (int) Math.min(CHUNK, Integer.toUnsignedLong(size) - at);
            int status = kernel.virtualMemory().read(process, address + (int) at, chunk, length, done);
            if (status != NtStatus.SUCCESS) {
                return CallResult.failedWith(status);
            }
            hash.add(chunk, length);
        }
        return CallResult.succeeded().with("BytesRead", size).with("Fnv1a", hash.value());
    }

    /**
     * Writes equal bytes into the memory of a process, also into code, which is writable meanwhile. Out: BytesWritten.
     */
    public CallResult writeProcessMemory(EProcess caller, EProcess process, int address, int value, int size) {
        enter(caller);
        MemoryBasicInformation first = new MemoryBasicInformation();
        int status = checkWrite(process, address, size, first);
        boolean code = (first.protect & WRITABLE) == 0;
        IntHolder old = new IntHolder();
        if (status == NtStatus.SUCCESS && code) {
            status = kernel.virtualMemory().protect(process, range(address, size),
                    Win32Constants.PAGE_EXECUTE_READWRITE, old);
        }
        if (status != NtStatus.SUCCESS) {
            return CallResult.failedWith(status);
        }
        CallResult written = write(process, address, value, size);
        if (code) {
            kernel.virtualMemory().protect(process, range(address, size), old.value, new IntHolder());
        }
        return written;
    }

    /**
     * What kernel32 of XP finds out by making the range writable first: it lies in one allocation, is committed, and
     * its first page is neither without access nor read-only.
     */
    private int checkWrite(EProcess process, int address, int size, MemoryBasicInformation first) {
        if (size == 0 || isAboveUser(address, size)) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        kernel.virtualMemory().query(process, address, first);
        long end = (address & 0xFFFFFFFFL) + Integer.toUnsignedLong(size);
        MemoryBasicInformation region = first;
        for (long next = end(region); ; next = end(region)) {
            if (region.state != Win32Constants.MEM_COMMIT || region.allocationBase != first.allocationBase) {
                return NtStatus.CONFLICTING_ADDRESSES;
            }
            if (next >= end) {
                break;
            }
            region = new MemoryBasicInformation();
            kernel.virtualMemory().query(process, (int) next, region);
        }
        boolean readOnly = (first.protect & (Win32Constants.PAGE_NOACCESS | Win32Constants.PAGE_READONLY)) != 0;
        return readOnly ? NtStatus.ACCESS_VIOLATION : NtStatus.SUCCESS;
    }

    private static long end(MemoryBasicInformation region) {
        return (region.baseAddress & 0xFFFFFFFFL) + region.regionSize;
    }

    private boolean isAboveUser(int address, int size) {
        return (address & 0xFFFFFFFFL) + Integer.toUnsignedLong(size)
                > (kernel.layout().highestUserAddress() & 0xFFFFFFFFL) + 1;
    }

    private CallResult write(EProcess process, int address, int value, int size) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) value);
        IntHolder done = new IntHolder();
        for (long at = 0; at < Integer.toUnsignedLong(size); at += CHUNK) {
            kernel.interruptionPoint();
            int length = (int) Math.min(CHUNK, Integer.toUnsignedLong(size) - at);
            int status = kernel.virtualMemory().write(process, address + (int) at, chunk, length, done);
            if (status != NtStatus.SUCCESS) {
                return CallResult.failedWith(status);
            }
        }
        return CallResult.succeeded().with("BytesWritten", size);
    }

    private static MemoryRange range(int address, int size) {
        return new MemoryRange(address, Integer.toUnsignedLong(size));
    }

    private static CallResult truth(int status) {
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }
}
