package org.mmscope.win32.heap;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.Processor;

/** The memory of the current process, through the simulated processor and the virtual memory services. */
public final class ProcessMemory implements UserMemory {

    /** STATUS_HEAP_CORRUPTION. */
    private static final int HEAP_CORRUPTION = 0xC0000374;
    /** More references than any heap call has cause for: a list that a program has bent into a ring. */
    private static final int MAXIMUM_REFERENCES = 50_000_000;

    private final Kernel kernel;
    private final EProcess process;
    private final Processor processor;
    private int references;

    /** The memory of a process to which the kernel is attached. */
    public ProcessMemory(Kernel kernel, EProcess process) {
        this.kernel = kernel;
        this.process = process;
        this.processor = kernel.processor();
    }

    @Override
    public int load8(int va) {
        return checked(processor.load8(va)) & 0xFF;
    }

    @Override
    public int load16(int va) {
        return checked(processor.load16(va)) & 0xFFFF;
    }

    @Override
    public int load32(int va) {
        return checked(processor.load32(va));
    }

    private int checked(int value) {
        check();
        if (++references > MAXIMUM_REFERENCES) {
            throw new UserException(new ExceptionRecord(HEAP_CORRUPTION, ExceptionRecord.READ, 0));
        }
        return value;
    }

    private void check() {
        if (processor.aborted()) {
            throw new UserException(kernel.pendingException());
        }
    }

    @Override
    public void store8(int va, int value) {
        processor.store8(va, value);
        check();
    }

    @Override
    public void store16(int va, int value) {
        processor.store16(va, value);
        check();
    }

    @Override
    public void store32(int va, int value) {
        processor.store32(va, value);
        check();
    }

    @Override
    public void zero(int va, long bytes) {
        long done = 0;
        while (done < bytes) {
            boolean word = bytes - done >= 4;
            if (word) {
                store32(va + (int) done, 0);
            } else {
                store8(va + (int) done, 0);
            }
            done += word ? 4 : 1;
        }
    }

    @Override
    public void copy(int to, int from, long bytes) {
        long done = 0;
        while (done < bytes) {
            boolean word = bytes - done >= 4;
            int value = word ? processor.load32(from + (int) done) : processor.load8(from + (int) done);
            check();
            if (word) {
                store32(to + (int) done, value);
            } else {
                store8(to + (int) done, value);
            }
            done += word ? 4 : 1;
        }
    }

    @Override
    public int reserve(long bytes) {
        MemoryRange range = new MemoryRange(0, bytes);
        int status = kernel.virtualMemory().allocate(process, range, MemoryConstants.MEM_RESERVE,
                MemoryConstants.PAGE_READWRITE);
        return NtStatus.success(status) ? range.base : 0;
    }

    @Override
    public boolean commit(int va, long bytes) {
        return NtStatus.success(kernel.virtualMemory().allocate(process, new MemoryRange(va, bytes),
                MemoryConstants.MEM_COMMIT, MemoryConstants.PAGE_READWRITE));
    }

    @Override
    public boolean decommit(int va, long bytes) {
        return NtStatus.success(kernel.virtualMemory().free(process, new MemoryRange(va, bytes),
                MemoryConstants.MEM_DECOMMIT));
    }

    @Override
    public boolean release(int va) {
        return NtStatus.success(kernel.virtualMemory().free(process, new MemoryRange(va, 0),
                MemoryConstants.MEM_RELEASE));
    }
}
