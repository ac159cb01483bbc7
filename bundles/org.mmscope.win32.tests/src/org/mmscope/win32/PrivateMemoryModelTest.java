package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.PrivateMemoryModel.Expected;

/**
 * Random calls on private memory, with good arguments and bad ones, while pages are trimmed, written out and read back:
 * result, last error, out parameters, exceptions and bytes are those of the model.
 */
class PrivateMemoryModelTest {

    /** Calls of a run; the system property {@code mmscope.calls} gives another number. */
    private static final int CALLS = Integer.getInteger("mmscope.calls", 100_000);
    private static final int CHECKS = 8;
    private static final int BASE = 0x10000000;
    private static final int PAGES = 400;
    private static final int FENCE = BASE + PAGES * 4096;
    private static final int[] PROTECTIONS = {1, 2, 4, 0x10, 0x20, 0x40, 0x104, 0x102, 0x204, 4, 4, 4};
    private static final int[] BAD_PROTECTIONS = {0, 3, 8, 0x80, 0x101, 0x304, 0x404, 0x1000};
    private static final int[] TYPES = {0x1000, 0x1000, 0x2000, 0x2000, 0x3000, 0x3000, 0x102000, 0x103000};
    private static final int[] BAD_TYPES = {0, 0x4000, 0x8000, 0x100000, 0x5000, 1, 0x82000};

    private final PrivateMemoryModel model = new PrivateMemoryModel(BASE, PAGES);
    private Random random;
    private Kernel kernel;
    private Win32 win32;
    private EProcess process;

    @ParameterizedTest
    @CsvSource({"XP, 1", "WS2003, 2"})
    void everyCallAsTheModel(Profile profile, long seed) {
        random = new Random(seed);
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withMemoryBytes(8 << 20)
                .withPageFile(32 << 20));
        win32 = new Win32(kernel);
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().create(ProcessOptions.named("A"), made));
        process = made[0];
        assertEquals(FENCE, win32.virtualMemory().virtualAlloc(process, FENCE, 0x10000, 0x2000, 1).result());
        for (int call = 0; call < CALLS; call++) {
            call();
            if (call % (CALLS / CHECKS) == 0) {
                assertEquals(List.of(), Checkers.check(kernel.view()));
            }
        }
        kernel.processes().exit(process);
        assertEquals(List.of(), Checkers.check(kernel.view()));
    }

    private void call() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> alloc();
            case 4, 5 -> free();
            case 6, 7 -> protect();
            case 8, 9, 10 -> query();
            case 11 -> lock();
            case 12 -> unlock();
            case 13, 14 -> load();
            case 15, 16, 17 -> store();
            case 18 -> read();
            default -> disturb();
        }
    }

    private int address() {
        return BASE + random.nextInt(PAGES * 4096);
    }

    /** A size that stays in the modelled pages, small most of the time. */
    private int size(int address) {
        int room = FENCE - address;
        return 1 + random.nextInt(Math.min(room, random.nextInt(4) == 0 ? 1 << 18 : 0x8000));
    }

    private boolean seldom() {
        return random.nextInt(12) == 0;
    }

    private static int any(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }

    private int protection() {
        return any(random, seldom() ? BAD_PROTECTIONS : PROTECTIONS);
    }

    /** Somewhere else than where the model is, so that every call is refused. */
    private int badAddress() {
        return any(random, new int[] {1, 0xFFFF, 0x7FFF0000, 0x80000000, -1});
    }

    private void alloc() {
        int address = seldom() ? badAddress() : address();
        int size = seldom() ? 0 : model.has(address, 1) ? size(address) : 4096;
        int type = any(random, seldom() ? BAD_TYPES : TYPES);
        int protection = protection();
        if ((type & 0x2000) != 0 || !model.has(address, size) || !model.isLocked(address, size)) {
            same(model.alloc(address, size, type, protection),
                    win32.virtualMemory().virtualAlloc(process, address, size, type, protection),
                    address, size, type, protection);
        }
    }

    private void free() {
        int address = seldom() ? badAddress() : address();
        boolean release = random.nextBoolean();
        int size = random.nextInt(3) == 0 || !model.has(address, 1) ? 0 : size(address);
        size = release && !seldom() ? 0 : size;
        if (release && model.has(address, 1) && random.nextInt(3) > 0) {
            address = win32.virtualMemory().virtualQuery(process, address).out().get("AllocationBase").intValue();
            address = address == 0 ? BASE : address;
        }
        int type = seldom() ? any(random, new int[] {0, 0xC000, 0x1000}) : release ? 0x8000 : 0x4000;
        same(model.free(address, size, type), win32.virtualMemory().virtualFree(process, address, size, type),
                address, size, type);
    }

    private void protect() {
        int address = seldom() ? badAddress() : address();
        int size = seldom() ? 0 : model.has(address, 1) ? size(address) : 4096;
        int protection = protection();
        if (!model.has(address, size) || !model.isLocked(address, size)) {
            same(model.protect(address, size, protection),
                    win32.virtualMemory().virtualProtect(process, address, size, protection),
                    address, size, protection);
        }
    }

    private void query() {
        int address = address();
        if (model.runEndsInside(address)) {
            same(model.query(address), win32.virtualMemory().virtualQuery(process, address));
        }
        if (seldom()) {
            same(Expected.error(Win32Constants.ERROR_INVALID_PARAMETER),
                    win32.virtualMemory().virtualQuery(process, 0x7FFF0000));
        }
    }

    private void lock() {
        int address = address();
        int size = 1 + random.nextInt(Math.min(FENCE - address, 5 * 4096));
        if (model.mayLock(address, size)) {
            same(model.lock(address, size), win32.virtualMemory().virtualLock(process, address, size), address, size);
        }
    }

    private void unlock() {
        int address = address();
        int size = 1 + random.nextInt(Math.min(FENCE - address, 2 * 4096));
        same(model.unlock(address, size), win32.virtualMemory().virtualUnlock(process, address, size), address, size);
    }

    private void load() {
        int address = address();
        same(model.load(address), win32.references().load8(process, address));
        if (seldom()) {
            int code = address();
            same(model.execute(code), win32.references().execute(process, code));
        }
    }

    private void store() {
        int address = address();
        int value = random.nextInt(256);
        same(model.store(address, value), win32.references().store8(process, address, value));
    }

    private void read() {
        int address = address();
        int size = size(address);
        if (!model.isGuarded(address, size)) {
            same(model.read(address, size), win32.virtualMemory().readProcessMemory(process, process, address, size),
                    address, size);
        }
    }

    /** What the program does not see. */
    private void disturb() {
        switch (random.nextInt(8)) {
            case 0 -> kernel.processes().emptyWorkingSet(process);
            case 1 -> kernel.writeModifiedPages();
            case 2 -> kernel.zeroPages();
            case 3 -> kernel.tick(1);
            default -> kernel.processes().attach(kernel.processes().byName("System"));
        }
    }

    private void same(Expected expected, CallResult found, int... arguments) {
        assertTrue(expected.result() == found.result() && expected.error() == found.error()
                && expected.out().equals(found.out()) && Objects.equals(expected.exception(), found.exception()),
                () -> Arrays.toString(arguments) + ": expected " + expected + ", found " + found);
    }
}
