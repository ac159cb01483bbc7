package org.mmscope.win32.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserHeapTest {

    private static final int MEGABYTE = 1 << 20;

    private final PlainMemory memory = new PlainMemory(64 * MEGABYTE, 10_000);

    private UserHeap growable() {
        return UserHeap.at(memory, UserHeap.create(memory, UserHeap.GROWABLE, 4096, 0x10000));
    }

    @Test
    void givesBlocksOfTheSizeAskedFor() {
        UserHeap heap = growable();
        for (int size : new int[] { 0, 1, 7, 8, 9, 100, 1000, 5000, 70_000, 500_000 }) {
            int block = heap.allocate(size);
            assertEquals(0, block & 7);
            assertEquals(size, heap.size(block));
            assertTrue(heap.owns(block));
            assertTrue(heap.validate(block));
        }
        assertTrue(heap.validate());
    }

    @Test
    void longBlocksHavePagesOfTheirOwn() {
        UserHeap heap = growable();
        int reservations = memory.reservations();
        int block = heap.allocate(MEGABYTE);
        assertEquals(reservations + 1, memory.reservations());
        assertEquals(0x20, block & 0xFFFF);
        assertEquals(MEGABYTE, heap.size(block));
        assertTrue(heap.resize(block, 600_000));
        assertEquals(600_000, heap.size(block));
        assertFalse(heap.resize(block, 2 * MEGABYTE));
        heap.free(block);
        assertEquals(reservations, memory.reservations());
        assertTrue(heap.validate());
    }

    @Test
    void aHeapThatDoesNotGrowEnds() {
        UserHeap heap = UserHeap.at(memory, UserHeap.create(memory, 0, 4096, 0x10000));
        assertEquals(0, heap.allocate(MEGABYTE));
        assertEquals(0, heap.allocate(0x10000));
        int count = 0;
        while (heap.allocate(1000) != 0) {
            count++;
        }
        assertTrue(count > 55 && count < 65, "" + count);
        assertEquals(1, memory.reservations());
        assertTrue(heap.validate());
    }

    @Test
    void aFreedSmallBlockComesBackFirst() {
        UserHeap heap = growable();
        int block = heap.allocate(100);
        heap.allocate(100);
        heap.free(block);
        assertEquals(block, heap.allocate(100));
    }

    @Test
    void freeingBigBlocksGivesPagesBack() {
        UserHeap heap = growable();
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            blocks.add(heap.allocate(50_000));
        }
        int most = memory.committedPages();
        blocks.forEach(heap::free);
        assertTrue(memory.committedPages() < most / 3, memory.committedPages() + " of " + most);
        assertTrue(heap.validate());
        assertNotEquals(0, heap.allocate(50_000));
        assertTrue(heap.validate());
    }

    @Test
    void findsASmashedBlock() {
        UserHeap heap = growable();
        int first = heap.allocate(24);
        heap.allocate(24);
        assertTrue(heap.validate());
        memory.store32(first + 24, 0x41414141);
        assertFalse(heap.validate(first));
        assertFalse(heap.validate());
    }

    @Test
    void ownsOnlyItsBlocks() {
        UserHeap heap = growable();
        UserHeap other = growable();
        int block = heap.allocate(100);
        memory.zero(block, 100);
        assertFalse(other.owns(block));
        assertFalse(heap.owns(block + 8));
        assertFalse(heap.owns(block + 1));
        assertFalse(heap.owns(0));
    }

    @Test
    void everythingIsGivenBackAtTheEnd() {
        int base = UserHeap.create(memory, UserHeap.GROWABLE, 4096, 0x10000);
        UserHeap heap = UserHeap.at(memory, base);
        for (int i = 0; i < 300; i++) {
            assertNotEquals(0, heap.allocate(i * 997 % 40_000));
        }
        heap.allocate(3 * MEGABYTE);
        assertTrue(memory.reservations() > 2);
        assertNotNull(UserHeap.at(memory, base));
        heap.destroy();
        assertEquals(0, memory.reservations());
        assertEquals(0, memory.committedPages());
    }

    @Test
    void aHeapWithoutSignatureIsNone() {
        int base = memory.reserve(0x10000);
        memory.commit(base, 0x10000);
        assertNull(UserHeap.at(memory, base));
    }

    /** Allocations, frees and changes of size at random: blocks keep their bytes and never overlap. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4 })
    void keepsBlocksApart(long seed) {
        PlainMemory scarce = new PlainMemory(64 * MEGABYTE, 1500);
        UserHeap heap = UserHeap.at(scarce, UserHeap.create(scarce, UserHeap.GROWABLE, 0x8000, 0x10000));
        Random random = new Random(seed);
        List<int[]> blocks = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            int choice = random.nextInt(10);
            if (choice < 5 || blocks.isEmpty()) {
                refused += allocate(scarce, heap, size(random), blocks) ? 0 : 1;
            } else if (choice < 8) {
                int[] block = blocks.remove(random.nextInt(blocks.size()));
                check(scarce, heap, block, block[1]);
                heap.free(block[0]);
            } else {
                resize(scarce, heap, blocks.get(random.nextInt(blocks.size())), size(random));
            }
            if (i % 50 == 0) {
                assertTrue(heap.validate(), "after " + i);
            }
        }
        assertTrue(refused > 0, "memory was never short");
        blocks.forEach(block -> check(scarce, heap, block, block[1]));
        blocks.forEach(block -> heap.free(block[0]));
        assertTrue(heap.compact() > 0);
        assertTrue(heap.validate());
        heap.destroy();
        assertEquals(0, scarce.reservations());
    }

    private static int size(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextInt(900_000);
            case 1, 2, 3 -> random.nextInt(60_000);
            default -> random.nextInt(1500);
        };
    }

    private static boolean allocate(PlainMemory memory, UserHeap heap, int size, List<int[]> blocks) {
        int address = heap.allocate(size);
        if (address != 0) {
            int[] block = { address, size };
            blocks.add(block);
            fill(memory, block);
        }
        return address != 0;
    }

    private static void resize(PlainMemory memory, UserHeap heap, int[] block, int size) {
        check(memory, heap, block, block[1]);
        if (heap.resize(block[0], size)) {
            check(memory, null, block, Math.min(size, block[1]));
            block[1] = size;
            assertEquals(size, heap.size(block[0]));
            fill(memory, block);
        }
    }

    private static void fill(PlainMemory memory, int[] block) {
        for (int i = 0; i < block[1]; i++) {
            memory.store8(block[0] + i, block[0] * 31 + i);
        }
    }

    private static void check(PlainMemory memory, UserHeap heap, int[] block, int length) {
        if (heap != null) {
            assertEquals(block[1], heap.size(block[0]));
        }
        for (int i = 0; i < length; i++) {
            if (memory.load8(block[0] + i) != (block[0] * 31 + i & 0xFF)) {
                throw new AssertionError("byte " + i + " of block " + Integer.toHexString(block[0]) + " is lost");
            }
        }
    }
}
