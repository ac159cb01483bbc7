package org.mmscope.kernel.fault;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.fork.CloneBlocks;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.PrototypePages;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.Vads;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.kernel.workingset.WorkingSets;

/**
 * The dispatcher of page faults (MmAccessFault): looks at the PTE and, where that says nothing, at the VAD, checks the
 * access, and hands the fault to the resolver of its kind.
 */
public final class PageFaultHandler {

    private final KernelLayout layout;
    private final PageTables tables;
    private final AddressSpace spaces;
    private final PrototypePages prototypes;
    private final WorkingSets workingSets;
    private final FaultTrace trace;
    private final FaultLog log;
    private final boolean noExecute;
    private final DemandZeroResolver demandZero;
    private final TransitionResolver transition;
    private final PageFileResolver pageFile;
    private final PrototypeResolver prototype;
    private final CopyOnWriteResolver copyOnWrite;
    private final DirtyResolver dirty;
    private final GuardResolver guard;
    private final PageReads reads;
    private final PfnDatabase pfns;
    private final NoPagesAvailable noPages;
    private final SharedDataResolver sharedData;
    private final Fault fault = new Fault();
    private GuardPages guardPages = (process, va) -> NtStatus.GUARD_PAGE_VIOLATION;

    /** Is asked when a guard page was touched, which is one no longer. */
    @FunctionalInterface
    public interface GuardPages {

        /** Grows the stack that the page guards: success, the violation where there is none, or STACK_OVERFLOW. */
        int touched(ProcessObject process, int va);
    }

    public PageFaultHandler(KernelLayout layout, SystemMemory system, PageTables tables, PhysicalPages pages,
            PageSupply supply, AddressSpace spaces, PrototypePages prototypes, PageFiles files,
            PageReads reads, WorkingSetList workingSetList, WorkingSets workingSets, Events events, FaultLog log,
            CloneBlocks clones,
            boolean noExecute) {
        this.layout = layout;
        this.tables = tables;
        this.spaces = spaces;
        this.prototypes = prototypes;
        this.workingSets = workingSets;
        trace = new FaultTrace(events, tables, pages.pfns(), prototypes, spaces.vads());
        this.log = log;
        this.reads = reads;
        pfns = pages.pfns();
        noPages = new NoPagesAvailable(system, layout, pages);
        this.noExecute = noExecute;
        ValidPte valid = new ValidPte(tables, pages, workingSetList, events);
        demandZero = new DemandZeroResolver(tables, pages, supply, valid);
        transition = new TransitionResolver(tables, pages, files, valid);
        pageFile = new PageFileResolver(tables, pages, supply, files, reads, valid, events);
        copyOnWrite = new CopyOnWriteResolver(system.physical(), tables, pages, supply, workingSetList, clones, events);
        prototype = new PrototypeResolver(prototypes, pages, files, valid);
        dirty = new DirtyResolver(tables, pages, files, events);
        guard = new GuardResolver(tables, pages, prototypes, events);
        sharedData = new SharedDataResolver(system, layout, tables, pages, valid, events);
    }

    /**
     * Resolves a fault of a user-mode reference.
     *
     * @param operation {@link ExceptionRecord#READ}, WRITE or EXECUTE
     * @return an NTSTATUS: success when the reference can be made again
     */
    public int access(ProcessObject process, int va, int operation) {
        reads.complete();
        fault.begin(process, va, operation);
        process.add(process.layout().pageFaultCount, 1);
        int status = dispatch();
        if (status == NtStatus.NO_MEMORY) {
            noPages.stopIfNone();
        }
        if (status == NtStatus.GUARD_PAGE_VIOLATION) {
            return guardTouched(process, va);
        }
        if (fault.kind == null && status == NtStatus.ACCESS_VIOLATION) {
            fault.resolved(FaultKind.ACCESS_VIOLATION, -1, false);
        }
        if (fault.kind != null) {
            log.add(va, fault.kind, fault.pfn, fault.hard);
        }
        trace.ended(fault, status);
        return status;
    }

    /** Sets what grows stacks. */
    public void guardPages(GuardPages value) {
        guardPages = value;
    }

    /** Growing a stack may take faults of its own, which are told first. */
    private int guardTouched(ProcessObject process, int va) {
        int operation = fault.operation;
        int status = guardPages.touched(process, va);
        fault.begin(process, va, operation);
        fault.cause = status == NtStatus.GUARD_PAGE_VIOLATION ? Decision.GUARD : Decision.STACK_OVERFLOW;
        log.add(va, status == NtStatus.GUARD_PAGE_VIOLATION ? FaultKind.GUARD : FaultKind.STACK_GROWTH, -1, false);
        trace.ended(fault, status);
        return status;
    }

    private int dispatch() {
        boolean userAddress = Integer.compareUnsigned(fault.va, layout.highestUserAddress()) <= 0
                || fault.page() == KernelLayout.USER_SHARED_DATA;
        trace.taken(fault, userAddress);
        if (!userAddress) {
            return violation(Decision.NOT_A_USER_ADDRESS);
        }
        findPte();
        trace.entriesRead(fault);
        return Pte.valid(fault.pte) ? validPte() : invalidPte();
    }

    private void findPte() {
        fault.pa = tables.find(fault.process, fault.va);
        fault.pte = fault.pa == PageTables.NONE ? 0 : tables.read(fault.pa);
    }

    private int violation(Decision cause) {
        fault.cause = cause;
        return NtStatus.ACCESS_VIOLATION;
    }

    private int validPte() {
        if (fault.write()) {
            if (Pte.copyOnWrite(fault.pte)) {
                return copyOnWrite.resolve(fault);
            }
            return (fault.pte & Pte.WRITE) != 0 ? dirty.resolve(fault) : violation(Decision.READ_ONLY);
        }
        // The reference met a stale translation, which the processor has dropped, or may not fetch here.
        return fault.fetchesData() ? fetchFromData() : NtStatus.SUCCESS;
    }

    /** A process that may execute data does so from now on in this page. */
    private int fetchFromData() {
        if (!fault.process.executesData()) {
            return violation(Decision.NO_EXECUTE);
        }
        tables.write(fault.process, fault.va, fault.pa, fault.pte, fault.pte & ~Pte.NO_EXECUTE);
        return NtStatus.SUCCESS;
    }

    private int invalidPte() {
        Decision missing = describe();
        if (missing != Decision.NONE) {
            return violation(missing);
        }
        int status = check();
        if (status == NtStatus.ACCESS_VIOLATION) {
            return status;
        }
        if (fault.pa == PageTables.NONE) {
            fault.pa = tables.make(fault.process, fault.va);
        }
        if (fault.pa == PageTables.NONE || !workingSets.makeRoom(fault.process)) {
            return NtStatus.NO_MEMORY;
        }
        if (status == NtStatus.GUARD_PAGE_VIOLATION) {
            return guard.resolve(fault);
        }
        int inTransition = inTransition();
        if (inTransition != PhysicalPages.NONE && pfns.readInProgress(inTransition)) {
            return collide(inTransition);
        }
        if (inTransition != PhysicalPages.NONE && pfns.inPageError(inTransition)) {
            return lost(inTransition);
        }
        int resolved = resolver().resolve(fault);
        return NtStatus.success(resolved) ? copyIfStored() : resolved;
    }

    /** Finds protection and prototype PTE of the page, or says why there is nothing at the address. */
    private Decision describe() {
        long pte = fault.pte;
        if (pte != 0 && !Pte.prototype(pte)) {
            fault.protection = Pte.protection(pte);
            return fault.protection == Protection.DECOMMIT ? Decision.DECOMMITTED : Decision.NONE;
        }
        if (fault.page() == KernelLayout.USER_SHARED_DATA) {
            fault.protection = Protection.READONLY;
            return Decision.NONE;
        }
        fault.lookedUp = pte != 0 && tables.format().isVadLookup(pte);
        return pte == 0 || fault.lookedUp ? describeFromVad() : describeFromPte();
    }

    private Decision describeFromVad() {
        int vad = spaces.tree().find(fault.process, fault.va);
        trace.vadRead(vad);
        if (vad == Vads.NONE) {
            return Decision.NO_VAD;
        }
        Vads vads = spaces.vads();
        fault.protection = fault.lookedUp ? Pte.protection(fault.pte) : vads.protection(vad);
        if (vads.isPrivate(vad)) {
            return vads.isCommitted(vad) ? Decision.NONE : Decision.RESERVED;
        }
        fault.prototypePte = prototypes.address(vad, fault.va);
        if (fault.prototypePte == 0) {
            return Decision.BEHIND_SECTION;
        }
        trace.prototypeRead(fault.prototypePte);
        if (!prototypes.isCommitted(fault.prototypePte)) {
            return Decision.RESERVED;
        }
        if (vads.isImage(vad) && !fault.lookedUp) {
            fault.protection = prototypes.protection(fault.prototypePte);
        }
        return Decision.NONE;
    }

    /** The PTE names its prototype PTE: that of its view, or in a forked process one of a clone block. */
    private Decision describeFromPte() {
        fault.prototypePte = tables.format().prototypeAddress(fault.pte);
        trace.prototypeRead(fault.prototypePte);
        fault.protection = prototypes.protection(fault.prototypePte);
        return Decision.NONE;
    }

    /** Gives a process its own copy of a valid shared page that is copied on a store. */
    public int copy(ProcessObject process, int va) {
        fault.begin(process, va, ExceptionRecord.WRITE);
        trace.taken(fault, true);
        findPte();
        trace.entriesRead(fault);
        int status = copyOnWrite.resolve(fault);
        if (fault.kind != null) {
            log.add(va, fault.kind, fault.pfn, fault.hard);
        }
        trace.ended(fault, status);
        return status;
    }

    private int check() {
        Decision decision = decide(fault.protection);
        trace.checked(fault, decision);
        return switch (decision) {
            case ALLOWED -> NtStatus.SUCCESS;
            case GUARD -> {
                fault.cause = decision;
                yield NtStatus.GUARD_PAGE_VIOLATION;
            }
            default -> violation(decision);
        };
    }

    private Decision decide(int code) {
        if (!Protection.accessible(code)) {
            return Decision.NO_ACCESS;
        }
        if (fault.write() && !Protection.writable(code)) {
            return Decision.READ_ONLY;
        }
        if (noExecute && fault.operation == ExceptionRecord.EXECUTE && !Protection.executable(code)
                && !fault.process.executesData()) {
            return Decision.NO_EXECUTE;
        }
        return Protection.guard(code) ? Decision.GUARD : Decision.ALLOWED;
    }

    /** The page of the fault if it is in transition, else {@link PhysicalPages#NONE}. */
    private int inTransition() {
        long pte = fault.prototypePte != 0 ? prototypes.read(fault.prototypePte) : fault.pte;
        return Pte.transition(pte) ? tables.format().frame(pte) : PhysicalPages.NONE;
    }

    private int lost(int pfn) {
        trace.lost(pfn);
        fault.cause = Decision.CONTENTS_LOST;
        fault.resolved(FaultKind.TRANSITION, -1, false);
        return NtStatus.IN_PAGE_ERROR;
    }

    /** A collided fault waits for the read that another began, and looks again. */
    private int collide(int pfn) {
        trace.collided(pfn, reads.arrival(pfn));
        reads.waitFor(pfn);
        findPte();
        trace.pteRead(fault);
        return invalidPte();
    }

    private FaultResolver resolver() {
        if (fault.page() == KernelLayout.USER_SHARED_DATA) {
            return sharedData;
        }
        if (fault.prototypePte != 0) {
            return prototypes.isPrivateZero(fault.prototypePte) ? demandZero : prototype;
        }
        if (Pte.transition(fault.pte)) {
            return transition;
        }
        return fault.pte == 0 || tables.format().isDemandZero(fault.pte) ? demandZero : pageFile;
    }

    /** A store to a shared page that has just become valid is copied at once; that is a fault of its own. */
    private int copyIfStored() {
        if (fault.write() && fault.prototypePte != 0 && Protection.copyOnWrite(fault.protection)) {
            log.add(fault.va, fault.kind, fault.pfn, fault.hard);
            trace.pteRead(fault);
            return copyOnWrite.resolve(fault);
        }
        return NtStatus.SUCCESS;
    }
}
