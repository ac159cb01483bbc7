package org.mmscope.model.live.internal;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.ModelPackage;
import org.mmscope.model.PageLocation;
import org.mmscope.model.PfnEntry;

/** PFN entries made on demand over the table, weakly held. */
public final class PfnEntries {

    private final Map<Integer, WeakReference<PfnEntry>> entries = new TreeMap<>();
    private final ChangeLog log;

    public PfnEntries(ChangeLog log) {
        this.log = log;
    }

    /** The entry of a frame, made when nobody holds one. */
    public PfnEntry of(int frame, PfnTable table) {
        Objects.checkIndex(frame, table.frames());
        WeakReference<PfnEntry> held = entries.get(frame);
        PfnEntry entry = held == null ? null : held.get();
        if (entry == null) {
            entry = ModelFactory.eINSTANCE.createPfnEntry();
            entry.setPfn(frame);
            fill(entry, table, new ChangeLog());
            entries.put(frame, new WeakReference<>(entry));
        }
        return entry;
    }

    /** Brings the entries that somebody still holds up to date. */
    public void update(PfnTable table) {
        entries.values().removeIf(held -> held.get() == null);
        for (WeakReference<PfnEntry> held : entries.values()) {
            PfnEntry entry = held.get();
            if (entry != null && entry.getPfn() < table.frames()) {
                fill(entry, table, log);
            }
        }
    }

    private static void fill(PfnEntry entry, PfnTable table, ChangeLog log) {
        int pfn = entry.getPfn();
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__LOCATION, PageLocation.get(table.location(pfn).ordinal()));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__PTE_ADDRESS, table.pteAddress(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__SHARE_COUNT, table.shareCount(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__REFERENCE_COUNT, table.referenceCount(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__MODIFIED, table.modified(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__PROTOTYPE_PTE, table.prototypePte(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__ORIGINAL_PTE, table.originalPte(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__PTE_FRAME, table.pteFrame(pfn));
        log.set(entry, ModelPackage.Literals.PFN_ENTRY__U1, table.u1(pfn));
    }
}
