package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;

/** Machines with damaged memory: every inspection answers or says what it cannot decode, and nothing else. */
class DamagedMachineTest {

    private static final List<String> QUERIES = List.of("!process", "!process A", "!vad A", "!vad D 0x40000000",
            "!pte A 0x10000000", "!pte B 0x22340000", "!pfn 0x39", "!ca", "!memusage", "!vm", "!wsle A", "!wsle D",
            "!address A", "!address B", "!address A 0x10001000", "!vtop A 0x10000000", "!ptov 0x100", "who-maps 0x39",
            "who-maps 0x200", "explain A 0x10000000", "explain A 0x18003000", "explain B 0x31005000",
            "explain A 0x30014000", "explain D 0x40001000", "why-private B 0x31005000", "why-private A 0x18009000",
            "sharing A B", "commit", "largest-free A");

    private final Inspections inspections = new Inspections();
    private int answered;
    private int refused;

    @Test
    void damageIsTold() {
        for (PagingMode paging : PagingMode.values()) {
            InspectedMachine machine = new InspectedMachine(KernelConfiguration.defaults().withPaging(paging));
            for (int seed = 0; seed < 60; seed++) {
                MachineView damaged = damaged(machine.view, new Random(seed));
                QUERIES.forEach(query -> ask(query, damaged));
            }
        }
        assertTrue(answered > 500 && refused > 100, answered + " answered, " + refused + " refused");
    }

    private void ask(String query, MachineView view) {
        try {
            Answer answer = inspections.ask(query, view);
            assertFalse(answer.toText().isEmpty());
            assertFalse(answer.toJson().isEmpty());
            answered++;
        } catch (DamagedImageException | QueryException e) {
            refused++;
        }
    }

    /** Some words of the kernel's own pages and of page tables are replaced. */
    private static MachineView damaged(MachineView view, Random random) {
        PhysicalMemory memory = new PhysicalMemory(view.memory().size());
        byte[] bytes = new byte[(int) memory.size()];
        view.memory().read(0, bytes, 0, bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        int words = 1 << random.nextInt(11);
        for (int done = 0; done < words;) {
            int pfn = random.nextInt(view.pfns().frames());
            if (view.pfns().location(pfn) == PageLocation.ACTIVE && view.pfns().pteAddress(pfn) >= 0xC0200000L) {
                int at = pfn * 4096 + random.nextInt(1024) * 4;
                int flipped = memory.read32(at) ^ 1 << random.nextInt(32);
                memory.write32(at, random.nextBoolean() ? random.nextInt() : flipped);
                done++;
            }
        }
        return KernelView.of(memory, view.machine());
    }
}
