package org.mmscope.kernel.boot;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PageFault;
import org.mmscope.machine.TrapHandler;

/** Stands between the processor's page faults and their handler. */
final class PageFaultTrap implements TrapHandler {

    /** What a page fault takes without its transfers, in 100 ns: some 1000 cycles at 500 MHz. */
    private static final long FAULT_TIME = 20;

    private final KernelParts kernel;
    private ExceptionRecord pending;
    private Runnable interruption;

    PageFaultTrap(KernelParts kernel) {
        this.kernel = kernel;
    }

    /** The exception of the last fault that could not be resolved, or null. */
    ExceptionRecord pending() {
        return pending;
    }

    /** Forgets the exception. */
    void forget() {
        pending = null;
    }

    /** Sets what is run before each fault; null for nothing. */
    void interruption(Runnable check) {
        interruption = check;
    }

    /** Runs what was set. */
    void interruptionPoint() {
        if (interruption != null) {
            interruption.run();
        }
    }

    @Override
    public boolean pageFault(int va, int errorCode) {
        interruptionPoint();
        int operation = (errorCode & PageFault.INSTRUCTION) != 0 ? ExceptionRecord.EXECUTE
                : (errorCode & PageFault.WRITE) != 0 ? ExceptionRecord.WRITE : ExceptionRecord.READ;
        kernel.bugChecks.requireRunning();
        kernel.writes.complete();
        kernel.clock.advance(FAULT_TIME);
        if (operation == ExceptionRecord.EXECUTE && (errorCode & PageFault.USER) == 0) {
            requireExecutable(va);
        }
        int status = kernel.faults.access(kernel.processes.current(), va, operation);
        if (NtStatus.success(status)) {
            return true;
        }
        pending = new ExceptionRecord(status, operation, va);
        return false;
    }

    /** Code of the kernel that runs into data stops the machine. */
    private void requireExecutable(int va) {
        PteFormat format = kernel.format;
        long pde = format.read(kernel.memory, format.directoryEntry(kernel.memory, kernel.processor.cr3(), va));
        long pte = !Pte.valid(pde) || Pte.large(pde) ? pde
                : format.read(kernel.memory, format.entryAddress(pde, va));
        if (Pte.valid(pte) && (pte & Pte.NO_EXECUTE) != 0) {
            throw kernel.bugChecks.raise(BugCheck.ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, va, (int) pte, 0, 0);
        }
    }
}
