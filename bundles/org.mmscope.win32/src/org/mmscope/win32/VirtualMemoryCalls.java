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

    /** Writes equal bytes into the memory of a process. Out: BytesWritten. */
    public CallResult writeProcessMemory(EProcess caller, EProcess process, int address, int value, int size) {
        enter(caller);
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
