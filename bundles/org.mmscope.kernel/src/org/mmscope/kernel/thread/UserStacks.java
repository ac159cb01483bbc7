package org.mmscope.kernel.thread;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.vad.FixedRanges;

/**
 * The user half of threads. A stack is reserved whole, its top committed above a guard page (BaseCreateStack of XP);
 * TEBs are single pages down from the PEB (MmCreateTeb).
 */
final class UserStacks {

    private static final int PAGE = 4096;
    private static final int GRANULARITY = 0x10000;
    private static final int MEGABYTE = 1 << 20;
    private static final int HIGHEST_TEB = KernelLayout.PEB - PAGE;

    private final VirtualMemoryServices memory;
    private final FixedRanges ranges;

    UserStacks(VirtualMemoryServices memory, FixedRanges ranges) {
        this.memory = memory;
        this.ranges = ranges;
    }

    /**
     * Reserves a stack and commits its top and the guard page.
     *
     * @param stack out: where it lies, in {@code stack[0]}
     * @return an {@link NtStatus}; when it is an error nothing has changed
     */
    int create(ProcessObject process, ThreadOptions options, UserStack[] stack) {
        long wanted = options.commitOrDefault();
        long reserve = up(wanted >= options.reserveOrDefault() ? up(wanted, MEGABYTE) : options.reserveOrDefault(),
                GRANULARITY);
        long commit = up(wanted, PAGE);
        MemoryRange range = new MemoryRange(options.stackAddress(), reserve);
        int status = memory.allocate(process, range, MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE);
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        int base = (int) (range.base + reserve);
        int limit = (int) (base - commit);
        status = commit(process, limit, commit, MemoryConstants.PAGE_READWRITE);
        if (status == NtStatus.SUCCESS && reserve > commit) {
            status = commit(process, limit - PAGE, PAGE, MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD);
        }
        stack[0] = new UserStack(base, limit, range.base);
        if (status != NtStatus.SUCCESS) {
            release(process, range.base);
        }
        return status;
    }

    private static long up(long value, int unit) {
        return (value + unit - 1) / unit * unit;
    }

    /** Commits pages of a stack. */
    int commit(ProcessObject process, int va, long size, int protection) {
        return memory.allocate(process, new MemoryRange(va, size), MemoryConstants.MEM_COMMIT, protection);
    }

    private void release(ProcessObject process, int allocation) {
        memory.free(process, new MemoryRange(allocation, 0), MemoryConstants.MEM_RELEASE);
    }

    /** Makes the TEB of a thread and gives its address, or 0 without memory. */
    int createTeb(ProcessObject process, int threadId, UserStack stack) {
        int teb = ranges.insertBelow(process, HIGHEST_TEB);
        if (teb == 0) {
            return 0;
        }
        ByteBuffer head = ByteBuffer.allocate(TebLayout.HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(TebLayout.EXCEPTION_LIST, -1);
        head.putInt(TebLayout.STACK_BASE, stack.base());
        head.putInt(TebLayout.STACK_LIMIT, stack.limit());
        head.putInt(TebLayout.VERSION, TebLayout.OS2_VERSION);
        head.putInt(TebLayout.SELF, teb);
        head.putInt(TebLayout.CLIENT_ID, process.processId());
        head.putInt(TebLayout.CLIENT_ID + 4, threadId);
        head.putInt(TebLayout.PEB, process.peb());
        if (write(process, teb, head.array())
                && write(process, teb + TebLayout.DEALLOCATION_STACK, stack.allocation())) {
            return teb;
        }
        ranges.remove(process, teb);
        return 0;
    }

    /** Tells the copy of a TEB that a fork made whose it is now. */
    boolean adoptTeb(ProcessObject process, int teb, int threadId) {
        return write(process, teb + TebLayout.CLIENT_ID, process.processId())
                && write(process, teb + TebLayout.CLIENT_ID + 4, threadId);
    }

    /** Where the TEB says that the stack lies, or null when it cannot be read. */
    UserStack read(ProcessObject process, int teb) {
        IntHolder[] values = {new IntHolder(), new IntHolder(), new IntHolder()};
        boolean read = read(process, teb + TebLayout.STACK_BASE, values[0])
                && read(process, teb + TebLayout.STACK_LIMIT, values[1])
                && read(process, teb + TebLayout.DEALLOCATION_STACK, values[2]);
        return read ? new UserStack(values[0].value, values[1].value, values[2].value) : null;
    }

    /** Sets StackLimit in a TEB. */
    void limit(ProcessObject process, int teb, int limit) {
        write(process, teb + TebLayout.STACK_LIMIT, limit);
    }

    /** Gives the stack and the TEB of a thread back that ends (ExitThread frees its stack, NT its TEB). */
    void delete(ProcessObject process, int teb) {
        UserStack stack = read(process, teb);
        if (stack != null && stack.allocation() != 0) {
            release(process, stack.allocation());
        }
        ranges.remove(process, teb);
    }

    /** Gives a stack back whose thread was not made after all. */
    void delete(ProcessObject process, UserStack stack) {
        if (stack.allocation() != 0) {
            release(process, stack.allocation());
        }
    }

    private boolean read(ProcessObject process, int va, IntHolder value) {
        byte[] bytes = new byte[4];
        boolean done = memory.read(process, va, bytes, bytes.length, new IntHolder()) == NtStatus.SUCCESS;
        value.value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return done;
    }

    private boolean write(ProcessObject process, int va, int value) {
        return write(process, va, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private boolean write(ProcessObject process, int va, byte[] bytes) {
        return memory.write(process, va, bytes, bytes.length, new IntHolder()) == NtStatus.SUCCESS;
    }
}
