package org.mmscope.kernel.fault;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;

/** The page fault being resolved. One object serves all faults, one after the other. */
final class Fault {

    ProcessObject process;
    int va;
    int operation;
    /** Physical address of the PTE. */
    long pa;
    /** The PTE as it was found. */
    long pte;
    /** Protection code that the page is to have. */
    int protection;
    /** Virtual address of the prototype PTE, 0 for a private page. */
    int prototypePte;
    /** Whether the protection came from the PTE, which refers to the VAD, and not from the VAD itself. */
    boolean lookedUp;
    /** How it was resolved. */
    FaultKind kind;
    int pfn;
    boolean hard;
    /** Why it raises an exception, if it does. */
    Decision cause;

    void begin(ProcessObject newProcess, int newVa, int newOperation) {
        process = newProcess;
        va = newVa;
        operation = newOperation;
        prototypePte = 0;
        lookedUp = false;
        kind = null;
        pfn = -1;
        hard = false;
        cause = Decision.NONE;
    }

    boolean write() {
        return operation == ExceptionRecord.WRITE;
    }

    /** An instruction is fetched from a page whose valid PTE forbids it. */
    boolean fetchesData() {
        return operation == ExceptionRecord.EXECUTE && (pte & Pte.NO_EXECUTE) != 0;
    }

    int page() {
        return va & ~0xFFF;
    }

    void resolved(FaultKind newKind, int newPfn, boolean newHard) {
        kind = newKind;
        pfn = newPfn;
        hard = newHard;
        if (hard) {
            process.add(process.layout().hardFaultCount, 1);
        }
    }
}
