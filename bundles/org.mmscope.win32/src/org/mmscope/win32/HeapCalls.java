package org.mmscope.win32;

import java.util.function.Function;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.heap.ProcessHeap;
import org.mmscope.win32.heap.ProcessMemory;
import org.mmscope.win32.heap.UserException;
import org.mmscope.win32.heap.UserHeap;
import org.mmscope.win32.heap.UserMemory;

/**
 * Heaps, as kernel32 and ntdll of Windows XP have them. A heap's handle is its address. The heap manager is code of the
 * process: its references fault as the program's do, and raise exceptions. Sizes in bytes. Engine thread only.
 */
public final class HeapCalls extends CallGroup {

    private static final int PEB_PROCESS_HEAP = 0x18;
    private static final int CREATION_FLAGS = Win32Constants.HEAP_NO_SERIALIZE
            | Win32Constants.HEAP_GENERATE_EXCEPTIONS;
    private static final int NO_SIZE = -1;
    private static final int SEGMENT_UNIT = 0x10000;
    private static final int PAGE = UserMemory.PAGE;

    HeapCalls(Kernel kernel) {
        super(kernel);
    }

    /** Makes a heap; with maximum 0 it grows. Gives its handle, or 0. */
    public CallResult heapCreate(EProcess caller, int flags, int initial, int maximum) {
        return inProcess(caller, memory -> {
            long commit = Math.max(roundUp(Integer.toUnsignedLong(initial), PAGE), PAGE);
            long reserve = maximum == 0 ? roundUp(commit, SEGMENT_UNIT)
                    : Math.max(commit, roundUp(Integer.toUnsignedLong(maximum), PAGE));
            int growable = maximum == 0 ? Win32Constants.HEAP_GROWABLE : 0;
            int heap = UserHeap.create(memory, flags & CREATION_FLAGS | growable, commit, reserve);
            return heap == 0 ? CallResult.failed(0, Win32Constants.ERROR_NOT_ENOUGH_MEMORY) : CallResult.of(heap);
        });
    }

    private static long roundUp(long bytes, int unit) {
        return bytes + unit - 1 & -unit;
    }

    /** Takes a block. Gives its address, or 0. */
    public CallResult heapAlloc(EProcess caller, int heap, int flags, int size) {
        return inHeap(caller, heap, 0, (memory, found) -> {
            int block = found.allocate(size);
            if (block == 0) {
                return noMemory(found.flags() | flags);
            }
            if ((flags & Win32Constants.HEAP_ZERO_MEMORY) != 0) {
                memory.zero(block, Integer.toUnsignedLong(size));
            }
            return CallResult.of(block);
        });
    }

    private static CallResult noMemory(int flags) {
        return (flags & Win32Constants.HEAP_GENERATE_EXCEPTIONS) != 0
                ? CallResult.raised(new ExceptionRecord(NtStatus.NO_MEMORY, ExceptionRecord.READ, 0))
                : CallResult.failedWith(NtStatus.NO_MEMORY);
    }

    /**
     * Changes the size of a block. Gives its address, or 0; the old block is untouched then. Without a block it gives 0
     * and no error.
     */
    public CallResult heapReAlloc(EProcess caller, int heap, int flags, int block, int size) {
        return inHeap(caller, heap, 0, (memory, found) -> {
            if (block == 0) {
                return CallResult.of(0);
            }
            if (!found.owns(block)) {
                return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
            }
            long before = Integer.toUnsignedLong(found.size(block));
            int moved = found.resize(block, size) ? block
                    : (flags & Win32Constants.HEAP_REALLOC_IN_PLACE_ONLY) != 0 ? 0 : move(memory, found, block, size);
            if (moved == 0) {
                return noMemory(found.flags() | flags);
            }
            long more = Integer.toUnsignedLong(size) - before;
            if ((flags & Win32Constants.HEAP_ZERO_MEMORY) != 0 && more > 0) {
                memory.zero(moved + (int) before, more);
            }
            return CallResult.of(moved);
        });
    }

    private static int move(UserMemory memory, UserHeap heap, int block, int size) {
        int moved = heap.allocate(size);
        if (moved != 0) {
            memory.copy(moved, block,
                    Math.min(Integer.toUnsignedLong(heap.size(block)), Integer.toUnsignedLong(size)));
            heap.free(block);
        }
        return moved;
    }

    /** Gives a block back; 0 is one that needs nothing. */
    public CallResult heapFree(EProcess caller, int heap, int block) {
        return inHeap(caller, heap, 0, (memory, found) -> {
            if (block != 0 && !found.owns(block)) {
                return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
            }
            if (block != 0) {
                found.free(block);
            }
            return CallResult.succeeded();
        });
    }

    /** Gives the bytes that were asked for, or -1. */
    public CallResult heapSize(EProcess caller, int heap, int block) {
        return inHeap(caller, heap, NO_SIZE, (memory, found) -> found.owns(block) ? CallResult.of(found.size(block))
                : CallResult.failed(NO_SIZE, Win32Constants.ERROR_INVALID_PARAMETER));
    }

    /** Gives 1 when a block, or with 0 the whole heap, is sound, else 0 and no error; what cannot be read is not. */
    public CallResult heapValidate(EProcess caller, int heap, int block) {
        CallResult validated = inProcess(caller, memory -> {
            UserHeap found = UserHeap.at(memory, heap);
            return CallResult.of(found != null && (block == 0 ? found.validate() : found.validate(block)) ? 1 : 0);
        });
        return validated.exception() == null ? validated : CallResult.of(0);
    }

    /** Joins what is free. Gives the bytes of the largest free block. */
    public CallResult heapCompact(EProcess caller, int heap) {
        return inHeap(caller, heap, 0, (memory, found) -> CallResult.of(found.compact()));
    }

    /** Gives a heap back; the process's own cannot be, and 0 is one that needs nothing. */
    public CallResult heapDestroy(EProcess caller, int heap) {
        if (heap == 0) {
            enter(caller);
            return CallResult.succeeded();
        }
        return inHeap(caller, heap, 0, (memory, found) -> {
            if (memory.load32(caller.peb() + PEB_PROCESS_HEAP) == heap) {
                return CallResult.failedWith(NtStatus.INVALID_HANDLE);
            }
            found.destroy();
            return CallResult.succeeded();
        });
    }

    /** Gives the handle of the process's own heap, which is made when it is first asked for. */
    public CallResult getProcessHeap(EProcess caller) {
        return inProcess(caller, memory -> {
            int heap = ProcessHeap.of(memory, caller.peb());
            return heap == 0 ? CallResult.failed(0, Win32Constants.ERROR_NOT_ENOUGH_MEMORY) : CallResult.of(heap);
        });
    }

    /** What is done with a heap. */
    @FunctionalInterface
    private interface HeapAction {
        CallResult apply(UserMemory memory, UserHeap heap);
    }

    private CallResult inHeap(EProcess caller, int handle, int failure, HeapAction action) {
        return inProcess(caller, memory -> {
            UserHeap heap = UserHeap.at(memory, handle);
            return heap == null ? CallResult.failed(failure, Win32Constants.ERROR_INVALID_HANDLE)
                    : action.apply(memory, heap);
        });
    }

    private CallResult inProcess(EProcess caller, Function<UserMemory, CallResult> action) {
        enter(caller);
        try {
            return action.apply(new ProcessMemory(kernel, caller));
        } catch (UserException e) {
            return CallResult.raised(e.exception());
        }
    }
}
