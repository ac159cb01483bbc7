package org.mmscope.model.live.internal;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.PageLocation;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.demand.DemandFactory;

/** PFN entries made on demand over the table, weakly held. */
final class PfnEntries {

    private final Map<Integer, Held> entries = new TreeMap<>();
    private final ReferenceQueue<PfnEntry> given = new ReferenceQueue<>();
    private final ChangeLog log;

    PfnEntries(ChangeLog log) {
        this.log = log;
    }

    /** An entry that is kept for as long as somebody else holds it. */
    private static final class Held extends WeakReference<PfnEntry> {
        private final int pfn;

        Held(PfnEntry entry, ReferenceQueue<PfnEntry> queue) {
            super(entry, queue);
            pfn = entry.getPfn();
        }
    }

    /** The entry of a frame, made when nobody holds one. */
    PfnEntry of(int frame, PfnTable table, DemandFactory factory, Machine machine) {
        forget();
        Held held = entries.get(frame);
        PfnEntry entry = held == null ? null : held.get();
        if (entry == null) {
            entry = factory.createPfnEntry(machine, frame);
            fill(entry, table, new ChangeLog());
            entries.put(frame, new Held(entry, given));
        }
        return entry;
    }

    /** Brings the entries that somebody still holds up to date. */
    void update(PfnTable table) {
        forget();
        for (Held held : new ArrayList<>(entries.values())) {
            PfnEntry entry = held.get();
            if (entry != null && entry.getPfn() < table.frames()) {
                fill(entry, table, log);
            }
        }
    }

    /** How many there are. */
    int size() {
        forget();
        return entries.size();
    }

    private void forget() {
        for (Held gone = (Held) given.poll(); gone != null; gone = (Held) given.poll()) {
            entries.remove(gone.pfn, gone);
        }
    }

    private static void fill(PfnEntry entry, PfnTable table, ChangeLog log) {
        int pfn = entry.getPfn();
        log.set(entry, Literals.PFN_ENTRY__LOCATION, PageLocation.get(table.location(pfn).ordinal()));
        log.set(entry, Literals.PFN_ENTRY__PTE_ADDRESS, table.pteAddress(pfn));
        log.set(entry, Literals.PFN_ENTRY__SHARE_COUNT, table.shares(pfn));
        log.set(entry, Literals.PFN_ENTRY__REFERENCE_COUNT, table.referenceCount(pfn));
        log.set(entry, Literals.PFN_ENTRY__MODIFIED, table.modified(pfn));
        log.set(entry, Literals.PFN_ENTRY__PROTOTYPE_PTE, table.prototypePte(pfn));
        log.set(entry, Literals.PFN_ENTRY__ORIGINAL_PTE, table.originalPte(pfn));
        log.set(entry, Literals.PFN_ENTRY__PTE_FRAME, table.pteFrame(pfn));
        log.set(entry, Literals.PFN_ENTRY__U1, table.u1(pfn));
    }
}
