package org.mmscope.model.live.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.Pte;
import org.mmscope.model.Vad;

class MachineReconcilerTest {

    @Test
    void modelAfterAnySequenceEqualsModelMadeAfresh() {
        for (long seed = 1; seed <= 15; seed++) {
            RandomMachines machines = new RandomMachines(seed);
            MachineReconciler kept = new MachineReconciler(new ChangeLog());
            Interest interest = new Interest();
            for (int step = 0; step < 60; step++) {
                MachineView view = machines.next();
                kept.reconcile(view, interest);
                assertEquals(print(fresh(view)), print(kept.machine()), "seed " + seed + " step " + step);
            }
        }
    }

    @Test
    void ptesOfAProcessAreKeptUpToDateWhileSomebodyWantsThem() {
        RandomMachines machines = new RandomMachines(7);
        MachineReconciler reconciler = new MachineReconciler(new ChangeLog());
        Interest interest = new Interest();
        int seen = 0;
        for (int step = 0; step < 200; step++) {
            MachineView view = machines.next();
            reconciler.reconcile(view, interest);
            reconciler.machine().getProcesses().stream().filter(p -> !interest.wants(p)).forEach(interest::add);
            for (Process process : reconciler.machine().getProcesses()) {
                reconciler.reconcileEntries(process, view, interest);
                assertEquals(process.getVads().stream().map(Vad::getStart).toList(),
                        process.getPtes().stream().map(Pte::getPage).toList());
                seen += process.getPtes().size();
            }
        }
        assertTrue(seen > 100);
    }

    @Test
    void logAccountsForEveryObject() {
        RandomMachines machines = new RandomMachines(3);
        ChangeLog log = new ChangeLog();
        MachineReconciler reconciler = new MachineReconciler(log);
        Set<EObject> known = contents(reconciler.machine());
        log.take();
        for (int step = 0; step < 200; step++) {
            reconciler.reconcile(machines.next(), new Interest());
            ChangeLog.Entry entry = log.take();
            Set<EObject> now = contents(reconciler.machine());
            Set<EObject> appeared = new HashSet<>(now);
            appeared.removeAll(known);
            Set<EObject> gone = new HashSet<>(known);
            gone.removeAll(now);
            assertEquals(appeared, entry.added());
            assertEquals(gone, entry.removed());
            assertTrue(entry.changed().stream().allMatch(o -> now.contains(o) || o instanceof PfnEntry));
            assertFalse(entry.changed().stream().anyMatch(entry.added()::contains));
            known = now;
        }
    }

    @Test
    void sameViewAgainChangesNothing() {
        MachineView view = new RandomMachines(11).next();
        ChangeLog log = new ChangeLog();
        MachineReconciler reconciler = new MachineReconciler(log);
        reconciler.reconcile(view, new Interest());
        log.take();
        reconciler.reconcile(view, new Interest());
        assertFalse(log.worthTelling());
    }

    @Test
    void objectsKeepTheirIdentityAndAnotherProcessAtTheSameAddressIsAnother() {
        MachineReconciler reconciler = new MachineReconciler(new ChangeLog());
        reconciler.reconcile(oneProcess(8, 0x10000), new Interest());
        Process process = reconciler.machine().getProcesses().get(0);
        Vad vad = process.getVads().get(0);
        reconciler.reconcile(oneProcess(8, 0x20000), new Interest());
        assertSame(process, reconciler.machine().getProcesses().get(0));
        assertSame(vad, process.getVads().get(0));
        assertEquals(0x20000, vad.getStart());
        reconciler.reconcile(oneProcess(12, 0x20000), new Interest());
        assertNotSame(process, reconciler.machine().getProcesses().get(0));
    }

    @Test
    void vadAtAnAddressThatWasAnotherProcesssIsAnother() {
        MachineReconciler reconciler = new MachineReconciler(new ChangeLog());
        reconciler.reconcile(twoProcesses(0x83000000L, 0x83000100L), new Interest());
        Vad first = reconciler.machine().getProcesses().get(0).getVads().get(0);
        reconciler.reconcile(twoProcesses(0x83000200L, 0x83000000L), new Interest());
        Vad now = reconciler.machine().getProcesses().get(1).getVads().get(0);
        assertEquals(first.getAddress(), now.getAddress());
        assertNotSame(first, now);
        assertEquals(print(fresh(twoProcesses(0x83000200L, 0x83000000L))), print(reconciler.machine()));
    }

    @Test
    void pfnEntriesFollowForAsLongAsTheyAreHeld() {
        ChangeLog log = new ChangeLog();
        MachineReconciler reconciler = new MachineReconciler(log);
        reconciler.reconcile(view(1), new Interest());
        assertEquals(0, reconciler.pfnEntriesMade());
        PfnEntry entry = reconciler.pfnEntry(5);
        assertSame(entry, reconciler.machine().getPfns().get(5));
        assertEquals(5, reconciler.machine().getPfns().indexOf(entry));
        assertSame(reconciler.machine(), entry.eContainer());
        assertEquals(1, entry.getShareCount());
        log.take();
        reconciler.reconcile(view(2), new Interest());
        assertEquals(2, entry.getShareCount());
        assertTrue(log.take().changed().contains(entry));
        assertEquals(1, reconciler.pfnEntriesMade());
    }

    private static Machine fresh(MachineView view) {
        MachineReconciler reconciler = new MachineReconciler(new ChangeLog());
        reconciler.reconcile(view, new Interest());
        return reconciler.machine();
    }

    /** Everything but the PFN entries, which come and go unnoticed as somebody looks at them. */
    private static Set<EObject> contents(Machine machine) {
        Set<EObject> contents = new HashSet<>(Set.of(machine));
        machine.eAllContents().forEachRemaining(contents::add);
        contents.removeIf(PfnEntry.class::isInstance);
        return contents;
    }

    /** The whole tree as text, references by the path of what they name. */
    private static String print(Machine machine) {
        StringBuilder text = new StringBuilder();
        print(machine, text);
        machine.eAllContents().forEachRemaining(object -> print(object, text));
        return text.toString();
    }

    private static void print(EObject object, StringBuilder text) {
        text.append(EcoreUtil.getRelativeURIFragmentPath(null, object)).append(' ').append(object.eClass().getName());
        object.eClass().getEAllAttributes().forEach(
                attribute -> text.append(' ').append(attribute.getName()).append('=').append(object.eGet(attribute)));
        object.eClass().getEAllReferences().forEach(reference -> text.append(' ').append(reference.getName())
                .append('=').append(reference.isMany() ? paths((List<?>) object.eGet(reference))
                        : path((EObject) object.eGet(reference))));
        text.append('\n');
    }

    private static List<String> paths(List<?> objects) {
        return objects.stream().map(object -> path((EObject) object)).toList();
    }

    private static String path(EObject object) {
        return object == null ? "-" : EcoreUtil.getRelativeURIFragmentPath(null, object);
    }

    private static MachineView oneProcess(int pid, long start) {
        return machine(process(0x82000000L, pid, 0x83000000L, start));
    }

    private static MachineView twoProcesses(long firstVad, long secondVad) {
        return machine(process(0x82000000L, 8, firstVad, 0x10000), process(0x82001000L, 12, secondVad, 0x10000));
    }

    private static ProcessView process(long address, int pid, long vadAddress, long start) {
        VadView vad = new VadView(vadAddress, start, start + 0xFFF, VadView.Kind.PRIVATE, "PAGE_READWRITE", 1, 0, 0, 0,
                0, 0, 0);
        return new ProcessView(address, pid, "A", 0x3000, vad.address(), new WorkingSetView(1, 2, 3, 4), 0, 0, 0, 0, 0,
                List.of(vad));
    }

    private static MachineView machine(ProcessView... processes) {
        return new FakeMachineView(1, List.of(processes), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private static MachineView view(int seed) {
        return new FakeMachineView(seed, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }
}
