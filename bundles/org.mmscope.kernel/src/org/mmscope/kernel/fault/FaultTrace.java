package org.mmscope.kernel.fault;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.PrototypePages;
import org.mmscope.kernel.vad.Vads;

/** Says step by step how a fault is resolved. With nobody listening each step costs a branch. */
final class FaultTrace {

    private final Events events;
    private final PageTables tables;
    private final PfnDatabase pfns;
    private final PrototypePages prototypes;
    private final Vads vads;

    FaultTrace(Events events, PageTables tables, PfnDatabase pfns, PrototypePages prototypes, Vads vads) {
        this.events = events;
        this.tables = tables;
        this.pfns = pfns;
        this.prototypes = prototypes;
        this.vads = vads;
    }

    void taken(Fault fault, boolean userAddress) {
        if (events.wanted()) {
            events.beginFault(fault.va, fault.operation,
                    userAddress ? Decision.USER_ADDRESS : Decision.NOT_A_USER_ADDRESS);
        }
    }

    /** The directory entry and the PTE were read, the latter as far as there is one. */
    void entriesRead(Fault fault) {
        if (events.wanted() && Pte.large(fault.pte)) {
            events.step(Kind.DIRECTORY_ENTRY_READ, tables.format().pdeAddress(fault.va), fault.pte, ofPte(fault));
        } else if (events.wanted()) {
            events.step(Kind.DIRECTORY_ENTRY_READ, tables.format().pdeAddress(fault.va),
                    tables.directoryEntry(fault.process, fault.va),
                    fault.pa == PageTables.NONE ? Decision.PAGE_TABLE_MISSING : Decision.PAGE_TABLE_PRESENT);
            if (fault.pa != PageTables.NONE) {
                pteRead(fault);
            }
        }
    }

    void pteRead(Fault fault) {
        if (events.wanted()) {
            events.step(Kind.PTE_READ, tables.format().pteAddress(fault.va), fault.pte, ofPte(fault));
        }
    }

    private Decision ofPte(Fault fault) {
        long pte = fault.pte;
        if (Pte.valid(pte)) {
            return ofValid(fault);
        }
        if (pte == 0) {
            return Decision.LOOK_IN_VAD;
        }
        if (Pte.prototype(pte)) {
            return tables.format().isVadLookup(pte) ? Decision.LOOK_IN_VAD : Decision.FOLLOW_PROTOTYPE;
        }
        return Pte.protection(pte) == Protection.DECOMMIT ? Decision.DECOMMITTED : ofContents(pte);
    }

    private Decision ofValid(Fault fault) {
        if (!fault.write()) {
            return !fault.fetchesData() ? Decision.STALE_TRANSLATION
                    : fault.process.executesData() ? Decision.ALLOWED : Decision.NO_EXECUTE;
        }
        if (Pte.copyOnWrite(fault.pte)) {
            return Decision.COPY_ON_WRITE;
        }
        return (fault.pte & Pte.WRITE) != 0 ? Decision.SET_DIRTY : Decision.READ_ONLY;
    }

    /** Where an entry that is not valid and not a prototype one says that the page is. */
    private Decision ofContents(long pte) {
        if (Pte.transition(pte)) {
            return Decision.IN_TRANSITION;
        }
        return tables.format().isDemandZero(pte) ? Decision.DEMAND_ZERO : Decision.IN_PAGE_FILE;
    }

    void vadRead(int vad) {
        if (events.wanted()) {
            events.step(Kind.VAD_READ, vad, vad == Vads.NONE ? 0 : vads.flags(vad), ofVad(vad));
        }
    }

    private Decision ofVad(int vad) {
        if (vad == Vads.NONE) {
            return Decision.NO_VAD;
        }
        if (!vads.isPrivate(vad)) {
            return Decision.MAPPED_VIEW;
        }
        return vads.isCommitted(vad) ? Decision.PRIVATE_COMMITTED : Decision.RESERVED;
    }

    void prototypeRead(int prototypePte) {
        if (events.wanted()) {
            long pte = prototypes.read(prototypePte);
            events.step(Kind.PROTOTYPE_PTE_READ, prototypePte, pte, ofPrototype(pte));
        }
    }

    private Decision ofPrototype(long pte) {
        if (pte == 0) {
            return Decision.RESERVED;
        }
        if (Pte.valid(pte)) {
            return Decision.VALID;
        }
        return Pte.prototype(pte) ? Decision.IN_FILE : ofContents(pte);
    }

    void collided(int pfn, long done) {
        if (events.wanted()) {
            events.step(Kind.PFN_READ, pfns.address(pfn), pfns.word(pfn), Decision.READ_IN_PROGRESS);
            events.step(Kind.WAITED_FOR_READ, pfns.u1(pfn), done);
        }
    }

    void lost(int pfn) {
        if (events.wanted()) {
            events.step(Kind.PFN_READ, pfns.address(pfn), pfns.word(pfn), Decision.CONTENTS_LOST);
        }
    }

    void checked(Fault fault, Decision decision) {
        events.step(Kind.PROTECTION_CHECKED, 0, fault.protection, decision);
    }

    void ended(Fault fault, int status) {
        if (!events.wanted()) {
            return;
        }
        if (NtStatus.success(status)) {
            events.endFault(Kind.RESOLVED, fault.pfn < 0 ? 0 : pfns.address(fault.pfn), fault.pfn, Decision.NONE);
        } else {
            events.endFault(Kind.EXCEPTION_RAISED, 0, status & 0xFFFFFFFFL, fault.cause);
        }
    }
}
