package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mmscope.win32.Machine.failed;
import static org.mmscope.win32.Win32Constants.*;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.ExceptionRecord;

/** Heaps in the pages of a simulated process. */
class HeapCallsTest {

    private final Machine machine = new Machine();
    private final HeapCalls heaps = machine.win32.heaps();
    private final ReferenceCalls references = machine.win32.references();

    private int heap(int flags, int initial, int maximum) {
        CallResult result = heaps.heapCreate(machine.a, flags, initial, maximum);
        assertNotEquals(0, result.result());
        return result.result();
    }

    @Test
    void blocksKeepTheirBytesWhenTheyMove() {
        int heap = heap(0, 0x8000, 0);
        int block = heaps.heapAlloc(machine.a, heap, HEAP_ZERO_MEMORY, 100).result();
        assertEquals(0, references.load32(machine.a, block + 96).result());
        references.fill(machine.a, block, 100, 7);
        assertNotEquals(0, heaps.heapAlloc(machine.a, heap, 0, 100).result());
        failed(ERROR_NOT_ENOUGH_MEMORY,
                heaps.heapReAlloc(machine.a, heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 50_000));
        int moved = heaps.heapReAlloc(machine.a, heap, HEAP_ZERO_MEMORY, block, 50_000).result();
        assertNotEquals(block, moved);
        assertEquals(7, references.load8(machine.a, moved + 99).result());
        assertEquals(0, references.load8(machine.a, moved + 100).result());
        assertEquals(50_000, heaps.heapSize(machine.a, heap, moved).result());
        assertEquals(1, heaps.heapValidate(machine.a, heap, 0).result());
    }

    @Test
    void refusesBlocksThatAreNotItsOwn() {
        int heap = heap(0, 4096, 0);
        int block = heaps.heapAlloc(machine.a, heap, HEAP_ZERO_MEMORY, 1000).result();
        failed(ERROR_INVALID_PARAMETER, heaps.heapFree(machine.a, heap, block + 16));
        assertEquals(-1, heaps.heapSize(machine.a, heap, block + 16).result());
        assertEquals(0, heaps.heapValidate(machine.a, heap, block + 16).result());
        assertEquals(1, heaps.heapFree(machine.a, heap, 0).result());
        assertEquals(1, heaps.heapFree(machine.a, heap, block).result());
    }

    /** As documented, and not as ntdll does it, which takes a block in a look-aside list for one in use. */
    @Test
    void refusesBlocksThatHaveBeenFreed() {
        int heap = heap(0, 4096, 0);
        for (int size : new int[] {100, 5000, 0x100000}) {
            int block = heaps.heapAlloc(machine.a, heap, 0, size).result();
            assertEquals(1, heaps.heapFree(machine.a, heap, block).result());
            if (size != 0x100000) {
                failed(ERROR_INVALID_PARAMETER, heaps.heapFree(machine.a, heap, block));
                failed(ERROR_INVALID_PARAMETER, heaps.heapReAlloc(machine.a, heap, 0, block, 50));
                CallResult result = heaps.heapSize(machine.a, heap, block);
                assertEquals(-1, result.result());
                assertEquals(ERROR_INVALID_PARAMETER, result.error());
            }
            assertEquals(CallResult.of(0), heaps.heapValidate(machine.a, heap, block));
        }
        assertEquals(100, heaps.heapSize(machine.a, heap, heaps.heapAlloc(machine.a, heap, 0, 100).result()).result());
        assertEquals(1, heaps.heapValidate(machine.a, heap, 0).result());
    }

    @Test
    void aBlockWithPagesOfItsOwnShrinksWhereItIs() {
        int heap = heap(0, 4096, 0);
        int block = heaps.heapAlloc(machine.a, heap, HEAP_ZERO_MEMORY, 0x100000).result();
        references.fill(machine.a, block, 100, 7);
        for (int size : new int[] {0x90000, 5000, 100, 0}) {
            assertEquals(block,
                    heaps.heapReAlloc(machine.a, heap, HEAP_REALLOC_IN_PLACE_ONLY, block, size).result());
            assertEquals(size, heaps.heapSize(machine.a, heap, block).result());
        }
        assertEquals(7, references.load8(machine.a, block + 99).result());
        int moved = heaps.heapReAlloc(machine.a, heap, HEAP_ZERO_MEMORY, block, 0x200000).result();
        assertEquals(0, references.load8(machine.a, moved + 0x1FFFFF).result());
        assertEquals(1, heaps.heapFree(machine.a, heap, moved).result());
        assertEquals(1, heaps.heapValidate(machine.a, heap, 0).result());
    }

    @Test
    void nothingNeedsNothing() {
        int heap = heap(0, 4096, 0);
        assertEquals(CallResult.of(0), heaps.heapReAlloc(machine.a, heap, 0, 0, 100));
        assertEquals(CallResult.of(1), heaps.heapFree(machine.a, heap, 0));
        assertEquals(CallResult.of(1), heaps.heapDestroy(machine.a, 0));
        assertEquals(CallResult.of(0), heaps.heapValidate(machine.a, 0, 0));
        assertEquals(CallResult.of(0), heaps.heapValidate(machine.a, heap, 0x70001000));
    }

    @Test
    void aHeapThatIsNoneIsRefusedOrFaults() {
        int reserved = machine.win32.virtualMemory()
                .virtualAlloc(machine.a, 0, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE).result();
        failed(ERROR_INVALID_HANDLE, heaps.heapAlloc(machine.a, reserved, 0, 10));
        ExceptionRecord exception = heaps.heapAlloc(machine.a, 0x7000, 0, 10).exception();
        assertEquals(new ExceptionRecord(EXCEPTION_ACCESS_VIOLATION, ExceptionRecord.READ, 0x7008), exception);
    }

    @Test
    void anExhaustedHeapSaysSoAsItWasAsked() {
        int heap = heap(0, 4096, 0x10000);
        failed(ERROR_NOT_ENOUGH_MEMORY, heaps.heapAlloc(machine.a, heap, 0, 100_000));
        assertEquals(STATUS_NO_MEMORY,
                heaps.heapAlloc(machine.a, heap, HEAP_GENERATE_EXCEPTIONS, 100_000).exception().code());
        int raising = heap(HEAP_GENERATE_EXCEPTIONS, 4096, 0x10000);
        assertEquals(STATUS_NO_MEMORY, heaps.heapAlloc(machine.a, raising, 0, 100_000).exception().code());
    }

    @Test
    void commitsOnDemandAndGivesEverythingBack() {
        long before = machine.kernel.view().counters().commitTotal();
        int heap = heap(0, 4096, 0);
        long small = machine.kernel.view().counters().commitTotal();
        for (int i = 0; i < 40; i++) {
            assertNotEquals(0, heaps.heapAlloc(machine.a, heap, 0, 20_000).result());
        }
        assertNotEquals(0, heaps.heapAlloc(machine.a, heap, 0, 2 << 20).result());
        long large = machine.kernel.view().counters().commitTotal();
        assertEquals(true, large > small + 700);
        assertEquals(1, heaps.heapDestroy(machine.a, heap).result());
        // page tables stay with the process
        assertEquals(true, machine.kernel.view().counters().commitTotal() <= before + 4);
        failed(0, heaps.heapAlloc(machine.a, heap, 0, 10));
    }

    @Test
    void everyProcessHasItsOwnHeap() {
        int heap = heaps.getProcessHeap(machine.a).result();
        assertEquals(heap, heaps.getProcessHeap(machine.a).result());
        assertNotEquals(0, heaps.heapAlloc(machine.a, heap, 0, 100).result());
        failed(ERROR_INVALID_HANDLE, heaps.heapDestroy(machine.a, heap));
        int other = heaps.getProcessHeap(machine.b).result();
        assertNotEquals(0, heaps.heapAlloc(machine.b, other, 0, 100).result());
    }

    @Test
    void aListBentIntoARingEndsInAnException() {
        int heap = heap(0, 4096, 0x10000);
        int list = heap + 0x178;
        int free = references.load32(machine.a, list).result();
        references.store32(machine.a, free, free);
        references.store16(machine.a, free - 8, 200);
        assertEquals(0xC0000374, heaps.heapAlloc(machine.a, heap, 0, 4000).exception().code());
    }
}
