package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageListerTest {

    @ParameterizedTest
    @EnumSource
    void listsWhatTheWalkerReachesInOrder(PagingMode mode) {
        Random random = new Random(3);
        for (int round = 0; round < 6; round++) {
            PhysicalMemory memory = randomBytes(random, mode, round);
            PagingControls controls = PagingControls.ofImage(mode);
            Map<Long, Long> pages = new HashMap<>();
            long[] last = { -1 };
            assertTrue(new PageLister(memory, controls).list(0x1000, (va, pa, size, entry) -> {
                assertTrue(va > last[0]);
                last[0] = va + size - 1;
                for (long at = 0; at < size; at += 4096) {
                    pages.put(va + at, pa + at);
                }
                return true;
            }));
            PageWalker walker = PageWalker.observing(memory, controls, 0x1000);
            for (long va = 0; va < 1L << 32; va += 4096) {
                assertEquals(pages.getOrDefault(va, PageWalker.NOT_MAPPED), walker.translate((int) va));
            }
        }
    }

    /** Hostile tables: random bytes, of which the frames mostly exist, and which lead to each other in circles. */
    private static PhysicalMemory randomBytes(Random random, PagingMode mode, int density) {
        PhysicalMemory memory = new PhysicalMemory(16 * 4096);
        for (int at = 0; at < memory.size(); at += mode == PagingMode.PAE ? 8 : 4) {
            int entry = random.nextInt(17) << 12 | random.nextInt(4096) & (random.nextInt(1 + density) == 0 ? 0xFFF : 0xE1E);
            memory.write32(at, entry);
            if (mode == PagingMode.PAE) {
                memory.write32(at + 4, random.nextInt(10) == 0 ? random.nextInt() : 0);
            }
        }
        for (int i = 0; mode == PagingMode.PAE && i < 4; i++) {
            memory.write64(0x1000 + 8 * i, (i + 2) << 12 | (i == 2 ? 0x20 : 0) | 1);
        }
        return memory;
    }

    @Test
    void aDirectoryThatMapsItselfIsListed() {
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        memory.write32(0x1000 + 0x300 * 4, 0x1063);
        assertEquals(List.of("c0300000 1000 4096 [W, A, D]"), list(memory, PagingMode.X86, 0x1018));
    }

    /** QEMU marks page directory pointers as accessed, bit 5, which the processor would not load. */
    @Test
    void pointersOfAnImageWereAcceptedByItsMachine() {
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        memory.write64(0x1018, 0x2021);
        memory.write64(0x2000, 0x3063);
        memory.write64(0x3000, 0x4000_0063);
        assertEquals(List.of("c0000000 40000000 4096 [W, A, D]"), list(memory, PagingMode.PAE, 0x1000));
        PagingControls ofMachine = PagingControls.all(PagingMode.PAE, PagingControls.MACHINE_ADDRESS_BITS);
        assertEquals(PageWalker.NOT_MAPPED, PageWalker.observing(memory, ofMachine, 0x1000).translate(0xC0000000));
    }

    @Test
    void pagesMayLieOutsideTheImageButTablesDoNot() {
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        memory.write32(0x1000, 0x2063);
        memory.write32(0x1004, 0x4000_0063);
        memory.write32(0x1008, 0x8000_01E7);
        memory.write32(0x2004, 0xFEC0_007B);
        assertEquals(List.of("1000 fec00000 4096 [W, A, D, PWT, PCD]", "800000 80000000 4194304 [W, U, A, D, G, PS]"),
                list(memory, PagingMode.X86, 0x1000));
        assertEquals(List.of(), list(memory, PagingMode.X86, 0x4000_0000));
        assertEquals(List.of(), list(memory, PagingMode.PAE, 0x4000_0000));
    }

    @Test
    void theVisitorMayStop() {
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        memory.write32(0x1000, 0x1063);
        memory.write32(0x1004, 0x1063);
        List<Long> pages = new ArrayList<>();
        assertFalse(new PageLister(memory, PagingControls.ofImage(PagingMode.X86)).list(0x1000, (va, pa, size, entry) -> {
            pages.add(va);
            return pages.size() < 2;
        }));
        assertEquals(List.of(0L, 0x1000L), pages);
    }

    private static List<String> list(PhysicalMemory memory, PagingMode mode, long cr3) {
        List<String> pages = new ArrayList<>();
        new PageLister(memory, PagingControls.ofImage(mode)).list(cr3, (va, pa, size, entry) -> pages
                .add("%x %x %d %s".formatted(va, pa, size, PageEntry.flagNames(entry, size > 4096))));
        return pages;
    }
}
