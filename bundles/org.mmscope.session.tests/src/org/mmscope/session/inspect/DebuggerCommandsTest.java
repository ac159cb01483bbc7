package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.session.snapshot.JsonSnapshotWriter;

/** Pools, system PTEs, memory, handles and threads as the debugger shows them, held against the kernel's own figures. */
class DebuggerCommandsTest {

    private static List<InspectedMachine> machines;

    @BeforeAll
    static void boot() {
        machines = InspectedMachine.all();
    }

    @AfterAll
    static void forget() {
        machines = null;
    }

    static List<InspectedMachine> machines() {
        return machines;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void poolTagsCountTheStructures(InspectedMachine machine) {
        Answer answer = machine.ask("!poolused");
        assertEquals(machine.view.counters().nonPagedPoolPages(), InspectedMachine.field(answer, "NonPaged").number());
        assertEquals(machine.view.counters().pagedPoolPages(), InspectedMachine.field(answer, "Paged").number());
        assertEquals(machine.view.processes().size(), allocations(machine, "Proc", 1));
        assertEquals(machine.view.sections().size(), allocations(machine, "Sect", 3));
        assertEquals(machine.view.fileObjects().size(), allocations(machine, "File", 1));
        long vads = machine.view.processes().stream().mapToLong(process -> process.vads().size()).sum();
        assertEquals(vads, allocations(machine, "VadS", 1) + allocations(machine, "Vad", 1)
                + allocations(machine, "Vadl", 1));
    }

    private static long allocations(InspectedMachine machine, String tag, int column) {
        List<List<Value>> rows = InspectedMachine.rows(machine.ask("!poolused %s", tag));
        assertEquals("TOTAL", rows.getLast().get(0).text());
        return rows.getLast().get(column).number();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void windowsOnPhysicalPagesAreTold(InspectedMachine machine) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(machine.view, json);
        assertTrue(json.toString(StandardCharsets.UTF_8).contains("\"start\":" + InspectedMachine.WINDOW + ",\"end\":"
                + (InspectedMachine.WINDOW + 16 * InspectedMachine.PAGE - 1) + ",\"type\":\"physical\""));
        int[] frames = machine.kernel.userPhysicalPages().frames(machine.b, 0, 3);
        assertTrue(machine.ask("!vad B 0x%x", InspectedMachine.WINDOW).toText().contains("Private Phys"));
        String mapped = machine.ask("!address B 0x%x", InspectedMachine.WINDOW + 5 * InspectedMachine.PAGE).toText();
        assertTrue(mapped.contains("UserPhysicalPages") && mapped.contains("MEM_COMMIT"), mapped);
        String empty = machine.ask("!address B 0x%x", InspectedMachine.WINDOW).toText();
        assertTrue(empty.contains("UserPhysicalPages") && empty.contains("MEM_RESERVE"), empty);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, InspectedMachine.field(machine.ask("!pfn 0x%x", frames[i]), "aweAllocation").number());
            Answer maps = machine.ask("who-maps 0x%x", frames[i]);
            assertTrue(maps.toText().contains("Own page of (AWE)"), maps.toText());
            List<List<Value>> rows = InspectedMachine.rows(maps);
            assertEquals(i < 2 ? 1 : 0, rows.size());
            if (i < 2) {
                assertEquals(InspectedMachine.WINDOW + (4 + i) * InspectedMachine.PAGE, rows.getFirst().get(2).number());
            }
        }
        assertEquals(0, InspectedMachine.field(machine.ask("!pfn 0x%x", 1), "aweAllocation").number());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void systemPtesAreFreeWhereNothingIsMapped(InspectedMachine machine) {
        Answer answer = machine.ask("!sysptes");
        List<List<Value>> rows = InspectedMachine.rows(answer);
        long free = rows.stream().mapToLong(row -> row.get(2).number()).sum();
        assertEquals(free, InspectedMachine.field(answer, "totalFree").number());
        assertEquals(rows.size(), InspectedMachine.field(answer, "freeBlocks").number());
        assertTrue(free < InspectedMachine.field(answer, "totalSystemPtes").number());
        PlainWalk walk = new PlainWalk(machine.view, machine.a.directoryTableBase());
        for (List<Value> row : rows) {
            for (long page = 0; page < row.get(2).number(); page += 97) {
                assertEquals(PlainWalk.NONE, walk.physical(row.get(1).number() + page * InspectedMachine.PAGE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void viewsOfTheCacheAreThoseThatAWalkFinds(InspectedMachine machine) {
        Answer answer = machine.ask("!filecache");
        assertEquals(2, InspectedMachine.field(answer, "viewsMapped").number());
        assertEquals(1, InspectedMachine.field(answer, "dirtyPages").number());
        List<Value> file = InspectedMachine.rows(answer, 0).getFirst();
        assertEquals("C:\\cached.bin", file.get(6).text());
        assertEquals(List.of(300_000L, 1L, 2L, 1L), file.subList(2, 6).stream().map(Value::number).toList());
        PlainWalk walk = new PlainWalk(machine.view, machine.a.directoryTableBase());
        List<List<Value>> views = InspectedMachine.rows(answer, 1);
        assertEquals(List.of(0L, 0x40000L), views.stream().map(view -> view.get(2).number()).toList());
        for (List<Value> view : views) {
            assertEquals("C:\\cached.bin", view.get(6).text());
            int mapped = 0;
            for (long page = 0; page < 64; page++) {
                mapped += walk.physical(view.get(1).number() + page * InspectedMachine.PAGE) != PlainWalk.NONE ? 1 : 0;
            }
            assertEquals(mapped, view.get(4).number());
        }
        long written = walk.physical(views.getFirst().get(1).number() + 3L * InspectedMachine.PAGE);
        assertEquals(0x04030201, machine.view.memory().read32(written));
        List<List<Value>> maps = InspectedMachine.rows(machine.ask("who-maps 0x%x", written >>> 12));
        assertEquals(views.getFirst().get(1).number() + 3L * InspectedMachine.PAGE, maps.getFirst().get(2).number());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void memoryIsWhatAWalkReads(InspectedMachine machine) {
        PlainWalk walk = new PlainWalk(machine.view, machine.a.directoryTableBase());
        int present = 0;
        for (int page = 0; page < 40; page++) {
            long va = Integer.toUnsignedLong(InspectedMachine.PRIVATE) + (long) page * InspectedMachine.PAGE;
            String words = machine.ask("dd A 0x%x 4", va).toText().strip();
            String bytes = machine.ask("db A 0x%x 16", va).toText().strip();
            long physical = walk.physical(va);
            if (physical != PlainWalk.NONE) {
                present++;
                int value = machine.view.memory().read32(physical);
                assertEquals(String.format("%08x  %08x", va, value), words.substring(0, 18));
                assertEquals(String.format("%08x  %02x %02x", va, value & 0xFF, value >>> 8 & 0xFF),
                        bytes.substring(0, 15));
            }
        }
        assertTrue(present > 5, present + " pages");
        assertEquals("10000000  ", machine.ask("db A 0x10000000 1").toText().substring(0, 10));
        assertTrue(machine.ask("dd A 0 1").toText().startsWith("00000000  ????????"));
        assertTrue(machine.ask("db A 0xfffffffe 8").toText().lines().count() == 1);
        assertThrows(QueryException.class, () -> machine.ask("dd A 0 0"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void handlesAreThoseThatAreOpen(InspectedMachine machine) {
        for (EProcess process : machine.processes()) {
            Answer answer = machine.ask("!handle %s", process.name());
            List<List<Value>> rows = InspectedMachine.rows(answer);
            assertEquals(InspectedMachine.field(answer, "entriesInUse").number(), rows.size());
            assertEquals(InspectedMachine.field(machine.ask("!process %s", process.name()), "handleCount").number(),
                    rows.size());
            Set<Long> known = machine.view.fileObjects().stream().map(file -> file.address())
                    .collect(Collectors.toSet());
            machine.view.sections().forEach(section -> known.add(section.address()));
            for (List<Value> row : rows) {
                assertTrue(known.contains(row.get(1).number()), row.toString());
                assertTrue(Set.of("File", "Section").contains(row.get(3).text()), row.toString());
                assertTrue(row.get(4).number() <= row.get(5).number(), row.toString());
                assertEquals(1, InspectedMachine.rows(machine.ask("!handle %s 0x%x", process.name(),
                        row.get(0).number())).size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void threadsAreThoseOfTheView(InspectedMachine machine) {
        for (ProcessView process : machine.view.processes()) {
            List<List<Value>> rows = InspectedMachine.rows(machine.ask("!thread %d", process.pid()));
            assertEquals(machine.view.threads(process).size(), rows.size());
            for (List<Value> row : rows) {
                assertTrue(row.get(8).number() > row.get(9).number(), row.toString());
            }
        }
    }
}
