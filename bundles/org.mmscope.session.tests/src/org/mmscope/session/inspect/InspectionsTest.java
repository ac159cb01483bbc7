package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;

/** What inspections say of used machines, held against the machines by other means. */
class InspectionsTest {

    private static final long PAGE = 4096;

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

    private static List<List<Value>> rows(Answer answer) {
        return InspectedMachine.rows(answer);
    }

    private static Value field(Answer answer, String key) {
        return InspectedMachine.field(answer, key);
    }

    private static PlainWalk walk(InspectedMachine machine, EProcess process) {
        return new PlainWalk(machine.view, process.directoryTableBase());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void entriesAreThoseThatAWalkReads(InspectedMachine machine) {
        Set<String> kinds = new TreeSet<>();
        for (EProcess process : machine.processes()) {
            PlainWalk walk = walk(machine, process);
            for (long va : machine.pages(process)) {
                Answer pte = machine.ask("!pte %s 0x%x", process.name(), va);
                assertEquals(walk.directory(va), field(pte, "pdeContains").number());
                long entry = walk.entry(va);
                assertEquals(entry == PlainWalk.NONE ? 0 : entry, field(pte, "pteContains").number());
                kinds.add(field(pte, "pteKind").text());
                long physical = walk.physical(va + 0x123);
                Answer vtop = machine.ask("!vtop %s 0x%x", process.name(), va + 0x123);
                assertEquals(physical != PlainWalk.NONE, field(vtop, "mapped").number() == 1);
                if (physical != PlainWalk.NONE) {
                    assertEquals(physical, field(vtop, "physicalAddress").number());
                    assertEquals(physical >>> 12, field(pte, "ptePfn").number());
                }
            }
        }
        assertTrue(kinds.containsAll(Set.of("valid", "not valid, empty", "not valid, page-file", "unavailable",
                "not valid, decommitted")), kinds.toString());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void addressesAreWhatVirtualQuerySays(InspectedMachine machine) {
        for (EProcess process : machine.processes()) {
            List<String> expected = new ArrayList<>();
            MemoryBasicInformation range = new MemoryBasicInformation();
            for (long va = 0; va < machine.userEnd(); va += range.regionSize) {
                machine.kernel.virtualMemory().query(process, (int) va, range);
                expected.add(String.format("%x %x %x", va, range.regionSize, range.state));
            }
            List<String> told = new ArrayList<>();
            Map<String, Integer> states = Map.of("MEM_COMMIT", 0x1000, "MEM_RESERVE", 0x2000, "MEM_FREE", 0x10000);
            for (List<Value> row : rows(machine.ask("!address %s", process.name()))) {
                told.add(String.format("%x %x %x", row.get(0).number(), row.get(2).number(),
                        states.get(row.get(4).text())));
            }
            assertEquals(expected, told);
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void protectionsAreWhatVirtualQuerySays(InspectedMachine machine) {
        Map<String, Integer> values = Map.of("PAGE_NOACCESS", 1, "PAGE_READONLY", 2, "PAGE_READWRITE", 4,
                "PAGE_WRITECOPY", 8, "PAGE_READWRITE | PAGE_GUARD", 0x104, "", 0);
        Set<String> seen = new HashSet<>();
        for (EProcess process : machine.processes()) {
            for (long va : machine.pages(process)) {
                MemoryBasicInformation range = new MemoryBasicInformation();
                machine.kernel.virtualMemory().query(process, (int) va, range);
                String protect = field(machine.ask("!address %s 0x%x", process.name(), va + 5), "protect").text();
                assertEquals(range.protect, values.get(protect), () -> Long.toHexString(va) + " " + protect);
                seen.add(protect);
            }
        }
        assertEquals(values.keySet(), seen);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void vadsAreTheAllocationsThatVirtualQueryFinds(InspectedMachine machine) {
        for (EProcess process : machine.processes()) {
            Set<Long> bases = new TreeSet<>();
            MemoryBasicInformation range = new MemoryBasicInformation();
            for (long va = 0; va < machine.userEnd() - 0x10000; va += range.regionSize) {
                machine.kernel.virtualMemory().query(process, (int) va, range);
                if (range.state != 0x10000) {
                    bases.add((range.allocationBase & 0xFFFFFFFFL) / PAGE);
                }
            }
            Answer vads = machine.ask("!vad %s", process.name());
            assertEquals(List.copyOf(bases), rows(vads).stream().map(row -> row.get(2).number()).toList());
            assertEquals(bases.size(), field(vads, "totalVADs").number());
            assertEquals(1, rows(vads).stream().filter(row -> row.get(1).number() == 0).count(), "one root");
            VadView vad = machine.process(process).vads().getLast();
            assertEquals(vad.start() / PAGE,
                    field(machine.ask("!vad %s 0x%x", process.name(), vad.end()), "startVPN").number());
        }
        assertTrue(machine.ask("!vad A 0x70000000").toText().contains("is free"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void framesAreMappedByWhomTheirTablesSay(InspectedMachine machine) {
        Map<Integer, Set<String>> expected = new HashMap<>();
        for (EProcess process : machine.processes()) {
            PlainWalk walk = walk(machine, process);
            for (long va = 0; va < machine.userEnd(); va += PAGE) {
                if ((walk.directory(va) & 1) == 0) {
                    va |= 0x1FF000;
                } else if (walk.physical(va) != PlainWalk.NONE) {
                    expected.computeIfAbsent((int) (walk.physical(va) >>> 12), pfn -> new TreeSet<>())
                            .add(process.name() + Long.toHexString(va));
                }
            }
        }
        for (int pfn = 0; pfn < machine.view.pfns().frames(); pfn += expected.containsKey(pfn) ? 7 : 61) {
            Set<String> told = new TreeSet<>();
            Answer answer = machine.ask("who-maps %d", pfn);
            rows(answer).stream().filter(row -> row.get(4).text().equals("valid PTE")
                    && row.get(2).number() < machine.userEnd() && !row.get(1).text().equals("System"))
                    .forEach(row -> told.add(row.get(1).text() + Long.toHexString(row.get(2).number())));
            assertEquals(expected.getOrDefault(pfn, Set.of()), told, "frame " + pfn);
            Set<String> virtual = new TreeSet<>();
            rows(machine.ask("!ptov 0x%x pa", pfn * PAGE + 0x10)).stream()
                    .filter(row -> row.get(1).number() < machine.userEnd())
                    .forEach(row -> virtual.add(row.get(3).text() + Long.toHexString(row.get(1).number() - 0x10)));
            assertEquals(told, virtual);
        }
        int both = (int) (walk(machine, machine.a).physical(0x18003000L) >>> 12);
        assertEquals(Set.of("A18003000", "B22343000"), expected.get(both));
        assertEquals(2, rows(machine.ask("who-maps %d", both)).size());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void pageTablesAreFoundToo(InspectedMachine machine) {
        long table = walk(machine, machine.a).directory(0x10000000L) >>> 12 & 0xFFFFFF;
        assertTrue(rows(machine.ask("who-maps %d", table)).stream().anyMatch(row -> row.get(1).text().equals("A")
                && row.get(2).number() == 0x10000000L && row.get(4).text().equals("page table")));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void pfnEntriesAreThoseOfTheDatabase(InspectedMachine machine) {
        long base = machine.view.machine().pfnDatabase();
        PlainWalk system = new PlainWalk(machine.view, machine.view.machine().systemPageDirectory() * PAGE);
        boolean pae = machine.view.machine().paging() == org.mmscope.machine.PagingMode.PAE;
        boolean later = machine.view.machine().profile().equals("ws2003");
        int count = later ? 12 : 14;
        int flags = later ? 14 : 12;
        for (int pfn = 0; pfn < machine.view.pfns().frames(); pfn++) {
            long at = system.physical(base + pfn * (pae ? 28L : 24L));
            Answer answer = machine.ask("!pfn 0x%x", pfn);
            assertEquals(machine.view.memory().read32(at + 4) & 0xFFFFFFFEL, field(answer, "pteaddress").number());
            assertEquals(machine.view.memory().read16(at + count), (int) field(answer, "referenceCount").number());
            long restore = pae ? machine.view.memory().read64(at + 16) : machine.view.memory().read32(at + 16)
                    & 0xFFFFFFFFL;
            assertEquals(restore, field(answer, "restorePte").number());
            assertEquals((machine.view.memory().read16(at + flags) & 1) != 0, field(answer, "modified").number() == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void memoryUsageAddsUp(InspectedMachine machine) {
        Map<PageLocation, Integer> counts = new HashMap<>();
        for (int pfn = 0; pfn < machine.view.pfns().frames(); pfn++) {
            counts.merge(machine.view.pfns().location(pfn), 1, Integer::sum);
        }
        Answer usage = machine.ask("!memusage");
        assertEquals(counts.getOrDefault(PageLocation.FREE, 0), (int) field(usage, "free").number());
        assertEquals(counts.get(PageLocation.ACTIVE), (int) field(usage, "activeValid").number());
        assertEquals(machine.view.pfns().frames(), field(usage, "total").number());
        long[] sums = new long[7];
        rows(usage).forEach(row -> {
            for (int i = 1; i < sums.length; i++) {
                sums[i] += row.get(i).number();
            }
        });
        int listed = counts.getOrDefault(PageLocation.MODIFIED, 0)
                + counts.getOrDefault(PageLocation.MODIFIED_NO_WRITE, 0);
        assertEquals(4L * (counts.get(PageLocation.ACTIVE) + counts.getOrDefault(PageLocation.TRANSITION, 0)),
                sums[1] + sums[6]);
        assertEquals(4L * counts.getOrDefault(PageLocation.STANDBY, 0), sums[2]);
        assertEquals(4L * listed, sums[3]);
        for (EProcess process : machine.processes()) {
            PlainWalk walk = walk(machine, process);
            // B has a physical page of its own that is mapped nowhere.
            long own = process == machine.b ? 1 : 0;
            for (long va = 0; va < machine.userEnd(); va += PAGE) {
                long at = walk.physical(va);
                own += at != PlainWalk.NONE && !machine.view.pfns().prototypePte((int) (at >>> 12))
                        && va != 0x7FFE0000L ? 1 : 0;
            }
            String name = "process ( " + process.name() + " " + process.processId() + " )";
            assertEquals(4 * own, rows(usage).stream().filter(row -> row.get(7).text().equals(name)).findFirst()
                    .orElseThrow().get(1).number(), name);
        }
        assertTrue(rows(usage).stream().anyMatch(row -> row.get(7).text().contains("C:\\data.bin")));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void workingSetsAreThePagesThatAreMapped(InspectedMachine machine) {
        for (EProcess process : machine.processes()) {
            PlainWalk walk = walk(machine, process);
            Answer answer = machine.ask("!wsle %s", process.name());
            Set<Long> listed = new TreeSet<>();
            for (List<Value> row : rows(answer)) {
                assertEquals(walk.physical(row.get(1).number()) >>> 12, row.get(5).number());
                listed.add(row.get(1).number());
            }
            assertEquals(machine.process(process).workingSet().size(), listed.size());
            for (long va : machine.pages(process)) {
                boolean mapped = walk.physical(va) != PlainWalk.NONE;
                boolean windowed = process == machine.b && va / 0x10000 == InspectedMachine.WINDOW / 0x10000;
                assertTrue(va >= 0x7FFE0000L || (mapped && !windowed) == listed.contains(va), Long.toHexString(va));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void sharingIsWhatBothTablesName(InspectedMachine machine) {
        PlainWalk a = walk(machine, machine.a);
        PlainWalk b = walk(machine, machine.b);
        Set<Long> inA = new HashSet<>();
        Set<Long> inBoth = new TreeSet<>();
        for (long va : machine.pages(machine.a)) {
            inA.add(a.physical(va));
        }
        for (long va : machine.pages(machine.b)) {
            if (b.physical(va) != PlainWalk.NONE && inA.contains(b.physical(va))) {
                inBoth.add(b.physical(va) >>> 12);
            }
        }
        Answer sharing = machine.ask("sharing A B");
        Set<Long> told = new TreeSet<>();
        InspectedMachine.rows(sharing, 1).forEach(row -> told.add(row.get(0).number()));
        assertEquals(inBoth, told);
        assertFalse(inBoth.isEmpty());
        assertEquals(List.of("C:\\data.bin", "Pagefile section shared"),
                rows(sharing).stream().map(row -> row.get(1).text()).sorted().toList());
        assertEquals(2, field(sharing, "controlAreasShared").number());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void controlAreasAreShownWhole(InspectedMachine machine) {
        List<List<Value>> areas = rows(machine.ask("!ca"));
        assertEquals(machine.view.controlAreas().size(), areas.size());
        List<Value> file = areas.stream().filter(row -> row.get(8).text().equals("C:\\data.bin")).findFirst()
                .orElseThrow();
        Answer one = machine.ask("!ca 0x%x", file.get(0).number());
        assertEquals(2, field(one, "mappedViews").number());
        assertEquals(49, field(one, "totalPtes").number());
        assertEquals("C:\\data.bin", field(one, "file").text());
        assertEquals(49, field(one, "ptesInSubsect").number());
        assertTrue(one.toText().startsWith("ControlArea @ " + file.get(0).text()), one.toText());
    }

    private static int threads(InspectedMachine machine, String name) {
        return machine.view.threads(
                machine.view.processes().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow()).size();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theSystemHasThePagesOfPagedPool(InspectedMachine machine) {
        Answer answer = machine.ask("system-working-set");
        assertEquals(machine.view.counters().systemCachePages(), rows(answer).size());
        assertEquals(rows(answer).size(), field(answer, "size").number());
        PlainWalk walk = walk(machine, machine.processes().getFirst());
        for (List<Value> row : rows(answer)) {
            assertEquals(walk.physical(row.get(1).number()) >>> 12, row.get(5).number());
        }
        assertEquals(0, field(answer, "hardFaults").number());
    }

    /** Its list alone is in it, at the frame that the session's processes have there. */
    @ParameterizedTest
    @MethodSource("machines")
    void aSessionHasItsListInItsWorkingSet(InspectedMachine machine) {
        if (machine.view.sessions().isEmpty()) {
            assertThrows(QueryException.class, () -> machine.ask("session-working-set 0"));
            return;
        }
        Answer answer = machine.ask("session-working-set 0");
        assertEquals(1, field(answer, "size").number());
        assertEquals(20, field(answer, "minimum").number());
        assertEquals(384, field(answer, "maximum").number());
        List<Value> row = rows(answer).getFirst();
        assertEquals(machine.view.sessions().getFirst().workingSetList(), row.get(1).number());
        assertEquals(walk(machine, machine.a).physical(row.get(1).number()) >>> 12, row.get(5).number());
        assertThrows(QueryException.class, () -> machine.ask("session-working-set 7"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void processesAndCountersAreThoseOfTheMachine(InspectedMachine machine) {
        long commit = 0;
        Answer vm = machine.ask("!vm");
        for (ProcessView process : machine.view.processes()) {
            Answer one = machine.ask("!process %d", process.pid());
            assertEquals(process.name(), field(one, "image").text());
            assertEquals(process.commitCharge(), field(one, "commitCharge").number());
            assertEquals(process.vads().size(), field(one, "vads").number());
            commit += process.commitCharge();
        }
        assertEquals(machine.a.directoryTableBase(), field(machine.ask("!process A"), "dirBase").number());
        assertEquals(Integer.toUnsignedLong(machine.a.peb()), field(machine.ask("!process a"), "peb").number());
        assertEquals(4, field(machine.ask("!process A"), "handleCount").number());
        assertEquals(threads(machine, "A"), machine.ask("!process A").parts().size() - 1);
        assertEquals(machine.view.processes().size(), machine.ask("!process").parts().size());
        assertEquals(machine.view.counters().commitTotal(), field(vm, "committedPages").number());
        assertEquals(commit, rows(vm).stream().mapToLong(row -> row.get(2).number()).sum());
        if (threads(machine, "A") > 0) {
            assertEquals(0x7FFDE000L, field(machine.ask("!process A"), "teb").number());
        }
        Answer committed = machine.ask("commit");
        long parts = field(committed, "processes").number() + field(committed, "pagedPool").number()
                + field(committed, "nonpagedPool").number()
                + field(committed, "sectionsPageTablesWorkingSetLists").number();
        assertEquals(machine.view.counters().commitTotal(), parts);
        assertEquals(commit, field(committed, "processes").number());
    }
}
