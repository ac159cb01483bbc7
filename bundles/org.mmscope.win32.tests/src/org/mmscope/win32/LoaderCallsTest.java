package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.win32.loader.DllWriter;

/** Libraries and programs, loaded from files that the test writes. */
class LoaderCallsTest {
    private static final int BASE = 0x10000000;
    private static final int OTHER = 0x11000000;
    private static final int MUTATIONS = Integer.getInteger("mmscope.mutations", 1000);

    private final Machine machine = new Machine();
    private final Win32 win32 = machine.win32;

    private void file(String path, byte[] bytes) {
        machine.kernel.volume().addFile(path, bytes.length, (offset, to, at, length) -> System.arraycopy(bytes,
                (int) offset, to, at, (int) Math.max(0, Math.min(length, bytes.length - offset))));
    }

    private int load(EProcess process, String path) {
        CallResult result = win32.loader().loadLibrary(process, path);
        assertNotEquals(0, result.result(), () -> result + ": " + win32.loader().reason());
        return result.result();
    }

    private int word(EProcess process, int va) {
        CallResult result = win32.references().load32(process, va);
        assertEquals(null, result.exception());
        return result.result();
    }

    private void check() {
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    private static DllWriter library() {
        return new DllWriter(BASE, true).export("alpha", DllWriter.CODE + 4).export("beta", DllWriter.DATA)
                .forward("gamma", "other.delta").forward("epsilon", "other.#5");
    }

    @Test
    void importsAreBoundThroughForwarders() {
        file("C:\\app\\lib.dll", library().write());
        file("C:\\other.dll", new DllWriter(OTHER, true).export("delta", DllWriter.CODE + 8).write());
        file("C:\\app\\user.dll", new DllWriter(0x12000000, true)
                .imports("LIB.DLL", "alpha", "gamma", "#" + library().ordinal("beta"), "epsilon").write());
        int user = load(machine.a, "C:\\app\\user.dll");
        assertEquals(0x12000000, user);
        assertEquals(BASE + DllWriter.CODE + 4, word(machine.a, user + DllWriter.TABLES));
        assertEquals(OTHER + DllWriter.CODE + 8, word(machine.a, user + DllWriter.TABLES + 4));
        assertEquals(BASE + DllWriter.DATA, word(machine.a, user + DllWriter.TABLES + 8));
        assertEquals(OTHER + DllWriter.CODE + 8, word(machine.a, user + DllWriter.TABLES + 12));
        long protect = win32.virtualMemory().virtualQuery(machine.a, user + DllWriter.TABLES).out().get("Protect");
        assertEquals(Win32Constants.PAGE_READONLY, protect);
        assertEquals(user, load(machine.a, "user"));
        assertEquals(BASE, load(machine.a, "c:\\app\\LIB.dll"));
        check();
    }

    @Test
    void copiesAreThePagesWrittenToOnly() {
        file("C:\\lib.dll", library().write());
        file("C:\\other.dll", new DllWriter(OTHER, true).export("delta", DllWriter.CODE).write());
        file("C:\\user.dll", new DllWriter(0x12000000, true).imports("lib.dll", "alpha").write());
        load(machine.a, "C:\\user.dll");
        load(machine.b, "C:\\user.dll");
        for (EProcess process : List.of(machine.a, machine.b)) {
            win32.references().touch(process, 0x12000000, DllWriter.SIZE);
        }
        assertTrue(shared(0x12000000 + DllWriter.CODE));
        assertFalse(shared(0x12000000 + DllWriter.TABLES));
        assertTrue(shared(0x12000000 + DllWriter.TABLES + 0x1000));
        assertTrue(shared(0x12000000 + DllWriter.DATA));
        check();
    }

    private boolean shared(int va) {
        return frame("A", va) == frame("B", va);
    }

    private int frame(String process, int va) {
        MachineView view = machine.kernel.view();
        ProcessView found = view.processes().stream().filter(p -> p.name().equals(process)).findFirst().orElseThrow();
        return view.ptes(found).stream().filter(pte -> pte.page() == va).findFirst().orElseThrow().pfn();
    }

    @Test
    void aTakenBaseMovesTheLibrary() {
        file("C:\\lib.dll", library().write());
        load(machine.b, "lib");
        win32.virtualMemory().virtualAlloc(machine.a, BASE, 0x1000, Win32Constants.MEM_RESERVE,
                Win32Constants.PAGE_READWRITE);
        int base = load(machine.a, "lib");
        assertNotEquals(BASE, base);
        assertEquals(base + DllWriter.DATA, word(machine.a, base + DllWriter.CODE + 0x10));
        assertEquals(base + DllWriter.CODE, word(machine.a, base + DllWriter.CODE + 0xFFE));
        assertEquals(base + DllWriter.DATA + 4, word(machine.a, base + DllWriter.DATA));
        assertEquals(BASE + DllWriter.DATA, word(machine.b, BASE + DllWriter.CODE + 0x10));
        assertEquals(0x20L, win32.virtualMemory().virtualQuery(machine.a, base + DllWriter.CODE).out().get("Protect"));
        assertNotEquals(frame("A", base + DllWriter.CODE), frame("B", BASE + DllWriter.CODE));
        word(machine.a, base + DllWriter.TABLES);
        word(machine.b, BASE + DllWriter.TABLES);
        assertEquals(frame("A", base + DllWriter.TABLES), frame("B", BASE + DllWriter.TABLES));
        check();
    }

    @Test
    void whatIsMissingIsTold() {
        file("C:\\nolib.dll", new DllWriter(BASE, true).imports("missing.dll", "x").write());
        file("C:\\other.dll", new DllWriter(OTHER, true).export("delta", DllWriter.CODE).write());
        file("C:\\noname.dll", new DllWriter(BASE, true).imports("other.dll", "omega").write());
        file("C:\\text.dll", "this is no image, though it has some length to it, more than a DOS header".getBytes());
        win32.heaps().getProcessHeap(machine.a);
        assertEquals(126, win32.loader().loadLibrary(machine.a, "C:\\nothing.dll").error());
        MachineView before = machine.kernel.view();
        assertEquals(126, win32.loader().loadLibrary(machine.a, "C:\\nolib.dll").error());
        assertEquals("missing.dll is not found; C:\\nolib.dll imports from it", win32.loader().reason());
        assertEquals(127, win32.loader().loadLibrary(machine.a, "C:\\noname.dll").error());
        assertEquals("omega is not exported by the image at 0x11000000", win32.loader().reason());
        assertEquals(193, win32.loader().loadLibrary(machine.a, "C:\\text.dll").error());
        assertTrue(win32.loader().reason().contains("offset 0x0"), win32.loader().reason());
        machine.kernel.dereferenceSegments();
        assertEquals(before.counters().commitTotal(), machine.kernel.view().counters().commitTotal());
        assertEquals(0, machine.kernel.view().controlAreas().size());
        check();
    }

    @Test
    void librariesMayImportEachOther() {
        file("C:\\one.dll", new DllWriter(BASE, true).export("a", DllWriter.CODE).imports("two.dll", "b").write());
        file("C:\\two.dll", new DllWriter(OTHER, true).export("b", DllWriter.CODE).imports("one.dll", "a").write());
        assertEquals(BASE, load(machine.a, "C:\\one.dll"));
        assertEquals(BASE + DllWriter.CODE, word(machine.a, OTHER + DllWriter.TABLES));
        check();
    }

    @Test
    void programsAreLoadedWithTheirLibraries() {
        MachineView before = machine.kernel.view();
        file("C:\\app\\p.exe", new DllWriter(0x400000, false).imports("lib.dll", "alpha").write());
        file("C:\\app\\lib.dll", library().write());
        EProcess[] process = new EProcess[1];
        CallResult made = win32.loader().createProcess(ProcessOptions.named("P"), "C:\\app\\p.exe", process);
        assertEquals(0x400000, made.result(), win32.loader()::reason);
        assertEquals(0x400000, word(process[0], process[0].peb() + 8));
        assertEquals(BASE + DllWriter.CODE + 4, word(process[0], 0x400000 + DllWriter.TABLES));
        check();
        machine.kernel.processes().exit(process[0]);
        made = win32.loader().createProcess(ProcessOptions.named("Q"), "C:\\no.exe", process);
        assertEquals(0, made.result());
        machine.kernel.dereferenceSegments();
        check();
        assertEquals(before.counters().availablePages(), machine.kernel.view().counters().availablePages());
    }

    /** Words of the headers, of the tables and of the relocations are changed. */
    private static byte[] damage(byte[] good, Random random) {
        byte[] bad = good.clone();
        ByteBuffer words = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int[] areas = {0x80, 0x200, 0x2400, 0x200, 0x5400, 0x40};
            int area = random.nextInt(3) * 2;
            int at = areas[area] + random.nextInt(areas[area + 1]) & ~3;
            words.putInt(at, random.nextBoolean() ? random.nextInt() : words.getInt(at) + random.nextInt(65) - 32);
        }
        return bad;
    }

    @Test
    void damagedLibrariesAreLoadedOrRefused(TestReporter reporter) {
        byte[] good = library().imports("other.dll", "delta").bind("other.dll", 0, OTHER + DllWriter.CODE).write();
        Random random = new Random(7);
        EProcess[] process = new EProcess[1];
        damaged(reporter, i -> damage(good, random), i -> {
            machine.kernel.processes().create(ProcessOptions.named("M"), process);
            if (i % 2 == 0) {
                win32.virtualMemory().virtualAlloc(process[0], BASE, 0x1000, Win32Constants.MEM_RESERVE,
                        Win32Constants.PAGE_READWRITE);
            }
            return win32.loader().loadLibrary(process[0], "C:\\m.dll");
        }, process);
    }

    @Test
    void damagedProgramsAreStartedOrRefused(TestReporter reporter) {
        byte[] good = new DllWriter(0x400000, false).imports("other.dll", "delta").tls(64).write();
        Random random = new Random(7);
        EProcess[] process = new EProcess[1];
        damaged(reporter, i -> damage(good, random),
                i -> win32.loader().createProcess(ProcessOptions.named("M"), "C:\\m.dll", process), process);
    }

    private void damaged(TestReporter reporter, IntFunction<byte[]> file, IntFunction<CallResult> load,
            EProcess[] process) {
        file("C:\\other.dll", new DllWriter(OTHER, true).export("delta", DllWriter.CODE).write());
        int loaded = 0;
        MachineView before = null;
        for (int i = 0; i < MUTATIONS; i++) {
            file("C:\\m.dll", file.apply(i));
            CallResult result = load.apply(i);
            assertTrue(result.result() != 0 || result.error() != 0 && !win32.loader().reason().isEmpty());
            loaded += result.result() != 0 ? 1 : 0;
            if (i % 200 == 0) {
                check();
            }
            if (process[0] != null) {
                machine.kernel.processes().exit(process[0]);
                process[0] = null;
            }
            machine.kernel.dereferenceSegments();
            before = before == null ? machine.kernel.view() : before;
        }
        check();
        reporter.publishEntry("loaded", loaded + " of " + MUTATIONS);
        assertTrue(loaded > 0 && loaded < MUTATIONS, loaded + " were loaded");
        assertEquals(before.counters().commitTotal(), machine.kernel.view().counters().commitTotal());
        assertEquals(before.counters().availablePages(), machine.kernel.view().counters().availablePages());
    }
}
