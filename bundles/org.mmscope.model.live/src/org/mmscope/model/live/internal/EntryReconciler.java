package org.mmscope.model.live.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.common.util.ECollections;
import org.eclipse.emf.ecore.EObject;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PoolTagView;
import org.mmscope.kernel.view.PoolView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.WorkingSetEntryView;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.Pool;
import org.mmscope.model.PoolTag;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.PteKind;
import org.mmscope.model.WorkingSet;
import org.mmscope.model.WorkingSetEntry;

/** What the tree holds only while somebody wants it: PTEs, working-set entries, the tags of pools. */
final class EntryReconciler {

    private static final Comparator<Pte> BY_PROCESS_AND_ADDRESS = Comparator
            .comparingInt((Pte pte) -> pte.getProcess().getPid()).thenComparingLong(Pte::getAddress);

    private final Machine machine;
    private final ContainmentReconciler objects;
    private final ChangeLog log;

    EntryReconciler(Machine machine, ContainmentReconciler objects, ChangeLog log) {
        this.machine = machine;
        this.objects = objects;
        this.log = log;
    }

    /** Makes the entries that are wanted be there, and no others. */
    void reconcileObjects(MachineView view, Interest interest) {
        for (Process process : machine.getProcesses()) {
            ptes(process, ptes(process, view, interest));
            entries(process.getWorkingSet(), entries(process.getWorkingSet(), view, interest));
        }
    }

    /** Gives them their values. */
    void fill(MachineView view, Interest interest) {
        for (Process process : machine.getProcesses()) {
            fill(process, ptes(process, view, interest));
            fill(process.getWorkingSet(), entries(process.getWorkingSet(), view, interest));
        }
        machine.getPools().forEach(pool -> tags(pool, view, interest));
        sort();
    }

    /** Both, for one object. */
    void reconcile(EObject owner, MachineView view, Interest interest) {
        switch (owner) {
            case Process process when process.getMachine() == machine -> {
                List<PteView> ptes = ptes(process, view, interest);
                ptes(process, ptes);
                fill(process, ptes);
                sort();
            }
            case WorkingSet set when set.getProcess() != null && set.getProcess().getMachine() == machine -> {
                List<WorkingSetEntryView> entries = entries(set, view, interest);
                entries(set, entries);
                fill(set, entries);
            }
            case Pool pool when pool.getMachine() == machine -> tags(pool, view, interest);
            default -> {
                // It has left the machine, and its entries with it.
            }
        }
    }

    private void ptes(Process process, List<PteView> ptes) {
        objects.reconcile(process.getPtes(), ptes, p -> new Key(Literals.PTE, p.address(), process.getPid()));
    }

    private void entries(WorkingSet set, List<WorkingSetEntryView> entries) {
        int pid = set.getProcess().getPid();
        objects.reconcile(set.getEntries(), entries, e -> new Key(Literals.WORKING_SET_ENTRY, e.index(), pid));
    }

    private void tags(Pool pool, MachineView view, Interest interest) {
        PoolView from = view.pools().get(pool.getKind().getValue());
        List<PoolTagView> tags = interest.wants(pool) ? view.poolTags(from) : List.of();
        objects.reconcile(pool.getTags(), tags,
                t -> new Key(Literals.POOL_TAG, t.code(), pool.getKind().getValue()));
        for (int i = 0; i < tags.size(); i++) {
            fill(pool.getTags().get(i), tags.get(i));
        }
    }

    private void fill(PoolTag to, PoolTagView from) {
        log.set(to, Literals.POOL_TAG__TAG, from.tag());
        log.set(to, Literals.POOL_TAG__BLOCKS, from.blocks());
        log.set(to, Literals.POOL_TAG__BYTES, from.bytes());
    }

    private void fill(WorkingSet set, List<WorkingSetEntryView> entries) {
        for (int i = 0; i < entries.size(); i++) {
            fill(set.getEntries().get(i), entries.get(i));
        }
    }

    private void fill(WorkingSetEntry to, WorkingSetEntryView from) {
        log.set(to, Literals.WORKING_SET_ENTRY__INDEX, from.index());
        log.set(to, Literals.WORKING_SET_ENTRY__PAGE, from.page());
        log.set(to, Literals.WORKING_SET_ENTRY__AGE, from.age());
        log.set(to, Literals.WORKING_SET_ENTRY__LOCKED, from.locked());
        log.set(to, Literals.WORKING_SET_ENTRY__DIRECT, from.direct());
    }

    private void fill(Process process, List<PteView> ptes) {
        for (int i = 0; i < ptes.size(); i++) {
            fill(process.getPtes().get(i), ptes.get(i));
        }
    }

    private void fill(Pte to, PteView from) {
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.PTE__PHYSICAL_ADDRESS, from.physicalAddress());
        log.set(to, Literals.PTE__PAGE, from.page());
        log.set(to, Literals.PAGE_TABLE_ENTRY__RAW, from.raw());
        log.set(to, Literals.PAGE_TABLE_ENTRY__KIND, PteKind.get(from.kind().ordinal()));
        log.set(to, Literals.PAGE_TABLE_ENTRY__PFN, from.pfn());
        log.set(to, Literals.PTE__PROTOTYPE_PTE_ADDRESS, from.prototypePte());
        log.set(to, Literals.PTE__PROTOTYPE_PTE,
                objects.find(Literals.PROTOTYPE_PTE, from.prototypePte(), PrototypePte.class));
    }

    /** Gives the lists that come about as opposites an order that does not depend on history. */
    private void sort() {
        machine.getSegments().forEach(segment -> segment.getPrototypePtes().stream()
                .filter(pte -> pte.getPtes().size() > 1)
                .forEach(pte -> ECollections.sort(pte.getPtes(), BY_PROCESS_AND_ADDRESS)));
    }

    private static List<PteView> ptes(Process process, MachineView view, Interest interest) {
        return interest.wants(process) ? find(process, view).map(view::ptes).orElse(List.of()) : List.of();
    }

    private static List<WorkingSetEntryView> entries(WorkingSet set, MachineView view, Interest interest) {
        return interest.wants(set) ? find(set.getProcess(), view).map(view::workingSet).orElse(List.of()) : List.of();
    }

    private static Optional<ProcessView> find(Process process, MachineView view) {
        return view.processes().stream().filter(p -> p.pid() == process.getPid()).findFirst();
    }
}
