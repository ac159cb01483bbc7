package org.mmscope.kernel.fault;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.fork.CloneBlocks;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.SystemMemory;
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
    private final Events events;
    private final FaultLog log;
    private final boolean noExecute;
    private final DemandZeroResolver demandZero;
    private final TransitionResolver transition;
    private final PageFileResolver pageFile;
    private final PrototypeResolver prototype;
    private final CopyOnWriteResolver copyOnWrite;
    private final DirtyResolver dirty;
    private final GuardResolver guard;
    private final SharedDataResolver sharedData;
    private final Fault fault = new Fault();

    public PageFaultHandler(KernelLayout layout, SystemMemory system, PageTables tables, PhysicalPages pages,
            PageSupply supply, AddressSpace spaces, PrototypePages prototypes, PageFiles files,
            WorkingSetList workingSetList, WorkingSets workingSets, Events events, FaultLog log, CloneBlocks clones,
            boolean noExecute) {
        this.layout = layout;
        this.tables = tables;
        this.spaces = spaces;
        this.prototypes = prototypes;
        this.workingSets = workingSets;
        this.events = events;
        this.log = log;
        this.noExecute = noExecute;
        ValidPte valid = new ValidPte(tables, pages, workingSetList, events);
        demandZero = new DemandZeroResolver(tables, pages, supply, valid, events);
        transition = new TransitionResolver(tables, pages, files, valid, events);
        pageFile = new PageFileResolver(tables, pages, supply, files, valid, events);
        copyOnWrite = new CopyOnWriteResolver(system.physical(), tables, pages, supply, workingSetList, clones, events);
        prototype = new PrototypeResolver(prototypes, pages, files, valid, events);
        dirty = new DirtyResolver(tables, pages, files, events);
        guard = new GuardResolver(tables, pages, events);
        sharedData = new SharedDataResolver(system, layout, tables, pages, valid);
    }

    /**
     * Resolves a fault of a user-mode reference.
     *
     * @param operation {@link ExceptionRecord#READ}, WRITE or EXECUTE
     * @return an NTSTATUS: success when the reference can be made again
     */
    public int access(ProcessObject process, int va, int operation) {
        fault.begin(process, va, operation);
        process.add(process.layout().pageFaultCount, 1);
        events.step(FaultStep.Kind.FAULT_TAKEN, va, 0, operation);
        int status = dispatch();
        if (fault.kind == null && status == NtStatus.ACCESS_VIOLATION) {
            fault.resolved(FaultKind.ACCESS_VIOLATION, -1, false);
            events.step(FaultStep.Kind.ACCESS_VIOLATION, va, 0, operation);
        }
        if (fault.kind != null) {
            log.add(va, fault.kind, fault.pfn, fault.hard);
        }
        if (NtStatus.success(status)) {
            events.step(FaultStep.Kind.RESOLVED, va, 0, fault.pfn);
        }
        return status;
    }

    private int dispatch() {
        if (Integer.compareUnsigned(fault.va, layout.highestUserAddress()) > 0
                && fault.page() != KernelLayout.USER_SHARED_DATA) {
            return NtStatus.ACCESS_VIOLATION;
        }
        fault.pa = tables.find(fault.process, fault.va);
        fault.pte = fault.pa == PageTables.NONE ? 0 : tables.read(fault.pa);
        events.step(FaultStep.Kind.PTE_READ, fault.va, tables.format().pteAddress(fault.va), fault.pte);
        return Pte.valid(fault.pte) ? validPte() : invalidPte();
    }

    private int validPte() {
        if (fault.write()) {
            if (Pte.copyOnWrite(fault.pte)) {
                return copyOnWrite.resolve(fault);
            }
            return (fault.pte & Pte.WRITE) != 0 ? dirty.resolve(fault) : NtStatus.ACCESS_VIOLATION;
        }
        // The reference met a stale translation, which the processor has dropped, or may not fetch here.
        return noExecute && fault.operation == ExceptionRecord.EXECUTE ? NtStatus.ACCESS_VIOLATION
                : NtStatus.SUCCESS;
    }

    private int invalidPte() {
        if (!describe()) {
            return NtStatus.ACCESS_VIOLATION;
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
        return resolver().resolve(fault) == NtStatus.SUCCESS ? copyIfStored() : NtStatus.NO_MEMORY;
    }

    /** Finds protection and prototype PTE of the page; false when there is nothing at the address. */
    private boolean describe() {
        long pte = fault.pte;
        if (pte == 0 || Pte.prototype(pte)) {
            return fault.page() == KernelLayout.USER_SHARED_DATA ? describeSharedData() : describeFromVad();
        }
        fault.protection = Pte.protection(pte);
        return fault.protection != Protection.DECOMMIT;
    }

    private boolean describeSharedData() {
        fault.protection = Protection.READONLY;
        return true;
    }

    private boolean describeFromVad() {
        int vad = spaces.tree().find(fault.process, fault.va);
        events.step(FaultStep.Kind.VAD_LOOKED_UP, fault.va, vad, 0);
        if (vad == Vads.NONE) {
            return false;
        }
        Vads vads = spaces.vads();
        fault.lookedUp = fault.pte != 0 && tables.format().isVadLookup(fault.pte);
        fault.protection = fault.lookedUp ? Pte.protection(fault.pte) : vads.protection(vad);
        if (fault.pte != 0 && !fault.lookedUp) {
            return describeFromPte();
        }
        if (vads.isPrivate(vad)) {
            return vads.isCommitted(vad);
        }
        fault.prototypePte = prototypes.address(vad, fault.va);
        if (fault.prototypePte == 0 || !prototypes.isCommitted(fault.prototypePte)) {
            return false;
        }
        if (vads.isImage(vad) && !fault.lookedUp) {
            fault.protection = prototypes.protection(fault.prototypePte);
        }
        return true;
    }

    /** The PTE names its prototype PTE: that of its view, or in a forked process one of a clone block. */
    private boolean describeFromPte() {
        fault.prototypePte = tables.format().prototypeAddress(fault.pte);
        fault.protection = prototypes.protection(fault.prototypePte);
        return true;
    }

    /** Gives a process its own copy of a valid shared page that is copied on a store. */
    public int copy(ProcessObject process, int va) {
        fault.begin(process, va, ExceptionRecord.WRITE);
        fault.pa = tables.find(process, va);
        fault.pte = tables.read(fault.pa);
        int status = copyOnWrite.resolve(fault);
        if (fault.kind != null) {
            log.add(va, fault.kind, fault.pfn, fault.hard);
        }
        return status;
    }

    private int check() {
        int code = fault.protection;
        if (!Protection.accessible(code) || fault.write() && !Protection.writable(code)
                || noExecute && fault.operation == ExceptionRecord.EXECUTE && !Protection.executable(code)) {
            return NtStatus.ACCESS_VIOLATION;
        }
        return Protection.guard(code) ? NtStatus.GUARD_PAGE_VIOLATION : NtStatus.SUCCESS;
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
            return copyOnWrite.resolve(fault);
        }
        return NtStatus.SUCCESS;
    }
}
