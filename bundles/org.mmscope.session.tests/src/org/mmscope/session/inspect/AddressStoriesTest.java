package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/** What is told of an address is what a reference then meets. */
class AddressStoriesTest {

    static List<InspectedMachine> machines() {
        return InspectedMachine.all();
    }

    private static Tree find(Tree tree, String label) {
        if (tree.label().startsWith(label)) {
            return tree;
        }
        return tree.children().stream().map(child -> find(child, label)).filter(found -> found != null).findFirst()
                .orElse(null);
    }

    private static Value field(Tree tree, String key) {
        return tree.fields().stream().filter(field -> field.key().equals(key)).findFirst().orElseThrow().value();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void explanationsComeTrue(InspectedMachine machine) {
        Map<String, Integer> met = new TreeMap<>();
        for (EProcess process : machine.processes()) {
            for (long va : machine.pages(process)) {
                Answer story = machine.ask("explain %s 0x%x", process.name(), va + 0x20);
                String verdict = ((Lines) story.parts().get(1)).lines().getFirst();
                KernelCapture before = machine.kernel.capture();
                String happened = refer(machine, process, va + 0x20, (Tree) story.parts().getFirst());
                machine.kernel.restore(before);
                assertEquals(happened, expected(verdict), () -> story.toText());
                met.merge(happened, 1, Integer::sum);
            }
        }
        assertTrue(met.keySet().containsAll(List.of("violation", "guard", "none", "soft", "hard", "zero")),
                met.toString());
    }

    private static String refer(InspectedMachine machine, EProcess process, long va, Tree story) {
        machine.kernel.processes().attach(process);
        machine.kernel.beginCall();
        boolean user = machine.kernel.processor().userMode();
        machine.kernel.processor().userMode(true);
        int value = machine.kernel.processor().load8((int) va);
        machine.kernel.processor().userMode(user);
        if (machine.kernel.processor().aborted()) {
            return machine.kernel.pendingException().code() == NtStatus.GUARD_PAGE_VIOLATION ? "guard" : "violation";
        }
        Tree told = find(story, "Byte");
        if (told != null) {
            assertEquals(value & 0xFF, field(told, "value").number(), "the byte at " + Long.toHexString(va));
        }
        List<FaultRecord> faults = machine.kernel.faults();
        if (faults.isEmpty()) {
            return "none";
        }
        FaultRecord last = faults.getLast();
        return last.hard() ? "hard" : switch (last.kind()) {
            case DEMAND_ZERO -> "zero";
            default -> "soft";
        };
    }

    private static String expected(String verdict) {
        return verdict.contains("access violation") ? "violation" : verdict.contains("guard page") ? "guard"
                : verdict.contains("hard fault") ? "hard" : verdict.contains("zeroed page") ? "zero"
                : verdict.contains("without a fault") ? "none" : "soft";
    }

    @ParameterizedTest
    @MethodSource("machines")
    void pagesArePrivateForTheReasonGiven(InspectedMachine machine) {
        assertPrivate(machine, "A 0x10000000", true, "allocated");
        assertPrivate(machine, "B 0x31005000", true, "copy-on-write");
        assertPrivate(machine, "B 0x31004000", false, "will make a private copy");
        assertPrivate(machine, "A 0x30004000", false, "seen by all");
        assertPrivate(machine, "A 0x18003000", false, "seen by all");
        assertPrivate(machine, "A 0x70000000", false, "no VAD");
        Tree copied = (Tree) machine.ask("why-private B 0x31005000").parts().getFirst();
        PlainWalk b = new PlainWalk(machine.view, machine.b.directoryTableBase());
        PlainWalk a = new PlainWalk(machine.view, machine.a.directoryTableBase());
        assertEquals(b.physical(0x31005000L) >>> 12, field(find(find(copied, "PTE"), "Frame"), "frame").number());
        assertEquals(a.physical(0x30005000L) >>> 12,
                field(find(find(copied, "Prototype PTE"), "Frame"), "frame").number());
    }

    private static void assertPrivate(InspectedMachine machine, String page, boolean isPrivate, String reason) {
        Tree tree = (Tree) machine.ask("why-private " + page).parts().getFirst();
        assertEquals(isPrivate, field(tree, "private").number() == 1, page);
        assertTrue(field(tree, "because").text().contains(reason), tree.toString());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void theLargestFreeRangeCanBeHadAndNoneLarger(InspectedMachine machine) {
        List<Value> largest = InspectedMachine.rows(machine.ask("largest-free A 1")).getFirst();
        long start = largest.get(0).number() + 0xFFFF & -0x10000L;
        long size = largest.get(1).number() + 1 - start;
        int reserve = MemoryConstants.MEM_RESERVE;
        int protect = MemoryConstants.PAGE_READWRITE;
        assertTrue(!NtStatus.success(machine.kernel.virtualMemory().allocate(machine.a,
                new MemoryRange(0, size + 0x10000), reserve, protect)));
        assertEquals(NtStatus.SUCCESS, machine.kernel.virtualMemory().allocate(machine.a,
                new MemoryRange((int) start, size), reserve, protect));
    }
}
