package org.mmscope.model.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ControlAreaKind;
import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Pool;
import org.mmscope.model.PoolTag;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.PteKind;
import org.mmscope.model.Section;
import org.mmscope.model.Vad;
import org.mmscope.model.WorkingSet;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.Subscription;

/** A live model of a session that runs; the test's thread is the model's. */
class LiveModelTest {

    private static final String SCENARIO = """
            machine profile=xp memory=32MB pagefile=32MB
            file "C:\\f.bin" size=16KB fill=pattern
            process A
            A: f = CreateFile("C:\\f.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READONLY, 0, 0, "shared")
            A: p = MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0, 0x10000000)
            A: load32(p)
            A: UnmapViewOfFile(p)
            """;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private Session session;
    private LiveModel model;

    @BeforeEach
    void open() {
        session = Session.open(Scenario.parse(new SourceText("test.mms", SCENARIO)).scenario(),
                SessionOptions.defaults());
        model = new LiveModel(session, tasks::add);
        handleTasks();
    }

    @AfterEach
    void close() {
        model.close();
        session.close();
    }

    @Test
    void referencesStandForTheKernelsPointersBothWays() throws Exception {
        step(5);
        Machine machine = model.machine();
        Vad view = view();
        ControlArea area = view.getControlArea();
        Section section = machine.getSections().stream().filter(s -> "shared".equals(lastName(s))).findFirst()
                .orElseThrow();
        assertEquals(List.of(view), area.getViews());
        assertSame(area, section.getSegment().getControlArea());
        assertSame(area.getSegment(), section.getSegment());
        assertEquals("C:\\f.bin", area.getFileObject().getPath());
        assertSame(area, area.getFileObject().getDataControlArea());
        assertEquals(4, area.getSegment().getTotalPtes());
        step(2);
        assertTrue(area.getViews().isEmpty());
    }

    @Test
    void eachStepIsToldOnceAndBackLeadsToTheSameModel() throws Exception {
        List<ModelChange> changes = new ArrayList<>();
        try (Subscription subscription = model.addListener(changes::add)) {
            step(5);
            assertEquals(5, changes.size());
            assertTrue(changes.stream().allMatch(ModelChange::newMoment));
            Process a = process();
            long faults = a.getPageFaults();
            step(1);
            assertTrue(changes.get(5).changed().contains(a));
            session.stepBack();
            idle();
            assertEquals(faults, process().getPageFaults());
        }
        step(1);
        assertEquals(7, changes.size());
    }

    @Test
    void ptesAreThereWhileSomebodyWantsThem() throws Exception {
        step(6);
        Process a = process();
        assertTrue(a.getPtes().isEmpty());
        Subscription first = model.keepPtes(a);
        Subscription second = model.keepPtes(a);
        Pte pte = pte(a, 0x10000000L);
        PfnEntry entry = model.pfnEntry(pte.getPfn());
        assertEquals(1, entry.getShareCount());
        assertTrue(entry.isPrototypePte());
        first.close();
        first.close();
        assertFalse(a.getPtes().isEmpty());
        second.close();
        assertTrue(a.getPtes().isEmpty());
        assertSame(entry, model.pfnEntry(pte.getPfn()));
    }

    @Test
    void framesAndEntriesLeadToEachOther() throws Exception {
        step(6);
        Process a = process();
        assertEquals(0, model.pfnEntriesMade());
        PrototypePte prototype = view().getPrototypePte();
        PfnEntry frame = prototype.getFrame();
        assertSame(prototype, frame.getPte());
        assertEquals(List.of(prototype), frame.getEntries());
        assertSame(view().getControlArea().getSubsections().get(0), prototype.getSubsection());
        try (Subscription subscription = model.keepPtes(a)) {
            Pte pte = pte(a, 0x10000000L);
            assertSame(frame, pte.getFrame());
            assertEquals(List.of(pte, prototype), frame.getEntries());
            for (Pte own : a.getPtes()) {
                if (own.getKind() == PteKind.VALID && !own.getFrame().isPrototypePte()) {
                    assertSame(own, own.getFrame().getPte(), () -> Long.toHexString(own.getPage()));
                }
            }
        }
        assertEquals(List.of(prototype), frame.getEntries());
        assertEquals(model.machine().getPhysicalPages(), model.machine().getPfns().size());
    }

    @Test
    void workingSetsAndPoolsHaveEntriesWhileSomebodyWantsThem() throws Exception {
        step(6);
        WorkingSet set = process().getWorkingSet();
        assertTrue(set.getEntries().isEmpty());
        try (Subscription subscription = model.keepEntries(set)) {
            assertEquals(set.getSize(), set.getEntries().size());
            assertTrue(set.getEntries().stream().anyMatch(entry -> entry.getPage() == 0x10000000L));
            step(1);
            assertEquals(set.getSize(), set.getEntries().size());
        }
        assertTrue(set.getEntries().isEmpty());
        Pool pool = model.machine().getPools().get(0);
        try (Subscription subscription = model.keepTags(pool)) {
            PoolTag controlAreas = pool.getTags().stream().filter(tag -> tag.getTag().equals("MmCa")).findFirst()
                    .orElseThrow();
            assertTrue(controlAreas.getBlocks() >= model.machine().getControlAreas().stream()
                    .filter(area -> area.getKind() != ControlAreaKind.IMAGE).count());
        }
        assertTrue(pool.getTags().isEmpty());
    }

    @Test
    void closedModelListensNoMore() throws Exception {
        int before = session.subscriptions();
        model.close();
        assertEquals(before - 1, session.subscriptions());
        assertNotNull(model.moment());
    }

    private void step(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            session.step();
            idle();
        }
    }

    private void idle() throws InterruptedException {
        assertTrue(session.waitIdle(Duration.ofSeconds(30)));
        handleTasks();
    }

    private void handleTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Process process() {
        return model.machine().getProcesses().stream().filter(p -> p.getName().equals("A")).findFirst().orElseThrow();
    }

    private Vad view() {
        return process().getVads().stream().filter(v -> v.getStart() == 0x10000000L).findFirst().orElseThrow();
    }

    private static Pte pte(Process process, long page) {
        return process.getPtes().stream().filter(p -> p.getPage() == page).findFirst().orElseThrow();
    }

    private static String lastName(Section section) {
        String name = section.getName();
        return name == null ? null : name.substring(name.lastIndexOf('\\') + 1);
    }
}
