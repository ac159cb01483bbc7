package org.mmscope.kernel.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mmscope.kernel.Machines.process;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;

/** Random calls on private memory against a model that has an entry for each page and nothing else. */
class AllocationModelTest {

    private static final int BASE = 0x10000000;
    private static final int PAGES = 256;
    private static final int CALLS = 6000;
    private static final int[] PROTECTIONS = {1, 2, 4, 0x10, 0x20, 0x40, 0x104};

    private final int[] allocation = new int[PAGES];
    private final int[] allocationProtect = new int[PAGES];
    /** PAGE_* of a committed page, 0 when it is not. */
    private final int[] protect = new int[PAGES];
    private final Random random = new Random(7);
    private Kernel kernel;
    private EProcess process;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyCallAsTheModel(Profile profile) {
        kernel = Machines.boot(profile, 16, 64);
        process = process(kernel, "A");
        for (int call = 0; call < CALLS; call++) {
            int first = random.nextInt(PAGES);
            int count = 1 + random.nextInt(Math.min(40, PAGES - first));
            int code = PROTECTIONS[random.nextInt(PROTECTIONS.length)];
            switch (random.nextInt(8)) {
                case 0 -> reserve(first, count, code, false);
                case 1 -> reserve(first, count, code, true);
                case 2 -> commit(first, count, code);
                case 3 -> decommit(first, count);
                case 4 -> release(first);
                case 5 -> releasePart(first, count);
                case 6 -> reprotect(first, count, code);
                default -> touch(first);
            }
            query(random.nextInt(PAGES));
            if (call % 250 == 0) {
                Machines.checkInvariants(kernel);
            }
        }
        kernel.processes().exit(process);
        Machines.checkInvariants(kernel);
    }

    private static int address(int page) {
        return BASE + page * 4096;
    }

    private void reserve(int page, int count, int code, boolean commit) {
        int first = page & -16;
        int end = Math.min(PAGES, page + count);
        boolean free = true;
        for (int i = first; i < end; i++) {
            free &= allocation[i] == 0;
        }
        MemoryRange range = new MemoryRange(address(page), (end - page) * 4096L);
        int type = MemoryConstants.MEM_RESERVE | (commit ? MemoryConstants.MEM_COMMIT : 0);
        int status = kernel.virtualMemory().allocate(process, range, type, code);
        assertEquals(free ? NtStatus.SUCCESS : NtStatus.CONFLICTING_ADDRESSES, status);
        for (int i = first; free && i < end; i++) {
            allocation[i] = address(first);
            allocationProtect[i] = code;
            protect[i] = commit ? code : 0;
        }
    }

    private boolean oneReservation(int first, int count) {
        for (int i = first; i < first + count; i++) {
            if (allocation[i] == 0 || allocation[i] != allocation[first]) {
                return false;
            }
        }
        return true;
    }

    private void commit(int first, int count, int code) {
        int status = kernel.virtualMemory().allocate(process, new MemoryRange(address(first), count * 4096L),
                MemoryConstants.MEM_COMMIT, code);
        boolean allowed = oneReservation(first, count);
        assertEquals(allowed ? NtStatus.SUCCESS : NtStatus.CONFLICTING_ADDRESSES, status);
        for (int i = first; allowed && i < first + count; i++) {
            protect[i] = code;
        }
    }

    private int freeStatus(int first, int count) {
        if (allocation[first] == 0) {
            return NtStatus.MEMORY_NOT_ALLOCATED;
        }
        return oneReservation(first, count) ? NtStatus.SUCCESS : NtStatus.UNABLE_TO_FREE_VM;
    }

    private void decommit(int first, int count) {
        int expected = freeStatus(first, count);
        assertEquals(expected, kernel.virtualMemory().free(process, new MemoryRange(address(first), count * 4096L),
                MemoryConstants.MEM_DECOMMIT));
        for (int i = first; expected == NtStatus.SUCCESS && i < first + count; i++) {
            protect[i] = 0;
        }
    }

    private void release(int page) {
        int expected = allocation[page] == 0 ? NtStatus.MEMORY_NOT_ALLOCATED
                : allocation[page] != address(page) ? NtStatus.FREE_VM_NOT_AT_BASE : NtStatus.SUCCESS;
        assertEquals(expected, kernel.virtualMemory().free(process, new MemoryRange(address(page), 0),
                MemoryConstants.MEM_RELEASE));
        for (int i = page; expected == NtStatus.SUCCESS && i < PAGES && allocation[i] == address(page); i++) {
            forget(i);
        }
    }

    private void forget(int page) {
        allocation[page] = 0;
        allocationProtect[page] = 0;
        protect[page] = 0;
    }

    /** What is left behind the hole becomes a reservation of its own. */
    private void releasePart(int first, int count) {
        int expected = freeStatus(first, count);
        int base = allocation[first];
        assertEquals(expected, kernel.virtualMemory().free(process, new MemoryRange(address(first), count * 4096L),
                MemoryConstants.MEM_RELEASE));
        if (expected != NtStatus.SUCCESS) {
            return;
        }
        for (int i = first; i < first + count; i++) {
            forget(i);
        }
        for (int i = first + count; i < PAGES && allocation[i] == base; i++) {
            allocation[i] = address(first + count);
        }
    }

    private void reprotect(int first, int count, int code) {
        IntHolder old = new IntHolder();
        int status = kernel.virtualMemory().protect(process, new MemoryRange(address(first), count * 4096L), code, old);
        if (!oneReservation(first, count)) {
            assertEquals(NtStatus.CONFLICTING_ADDRESSES, status);
            return;
        }
        boolean committed = true;
        for (int i = first; i < first + count; i++) {
            committed &= protect[i] != 0;
        }
        assertEquals(committed ? NtStatus.SUCCESS : NtStatus.NOT_COMMITTED, status);
        if (committed) {
            assertEquals(protect[first], old.value);
        }
        for (int i = first; committed && i < first + count; i++) {
            protect[i] = code;
        }
    }

    private void touch(int page) {
        kernel.processes().attach(process);
        boolean store = random.nextBoolean();
        if (store) {
            kernel.processor().store8(address(page), page);
        } else {
            kernel.processor().load8(address(page));
        }
        int allowed = store ? 0x44 : 0x7E;
        int expected = (protect[page] & 0x100) != 0 ? NtStatus.GUARD_PAGE_VIOLATION
                : (protect[page] & allowed) != 0 ? NtStatus.SUCCESS : NtStatus.ACCESS_VIOLATION;
        assertEquals(expected != NtStatus.SUCCESS, kernel.processor().aborted());
        if (expected != NtStatus.SUCCESS) {
            assertEquals(expected, kernel.pendingException().code());
        }
        protect[page] &= ~0x100;
        kernel.beginCall();
    }

    private void query(int page) {
        MemoryBasicInformation said = new MemoryBasicInformation();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().query(process, address(page), said));
        assertEquals(allocation[page], said.allocationBase);
        int state = allocation[page] == 0 ? MemoryConstants.MEM_FREE
                : protect[page] == 0 ? MemoryConstants.MEM_RESERVE : MemoryConstants.MEM_COMMIT;
        assertEquals(state, said.state);
        assertEquals(allocation[page] == 0 ? 1 : protect[page], said.protect);
        int end = page + 1;
        while (end < PAGES && allocation[end] == allocation[page] && protect[end] == protect[page]) {
            end++;
        }
        assertEquals(allocationProtect[page], said.allocationProtect);
        if (end < PAGES) {
            assertEquals((end - page) * 4096L, said.regionSize);
        }
    }
}
