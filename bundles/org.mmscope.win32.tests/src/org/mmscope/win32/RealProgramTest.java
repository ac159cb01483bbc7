package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.win32.loader.ProgramDump;

/**
 * Windows programs and libraries of other linkers, loaded with what they import: bytes and relocations are what objdump
 * says, and each import is the address of the function of that name, at the base and elsewhere.
 */
class RealProgramTest {

    private static final String NEEDED = "these Debian packages are needed: nsis-common libz-mingw-w64 gpgv-win32"
            + " binutils-mingw-w64-i686";
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/share/nsis/Plugins/x86-unicode"),
            Path.of("/usr/share/nsis/Plugins/x86-ansi"), Path.of("/usr/i686-w64-mingw32/lib"));
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/share/win32/gpgv.exe"),
            Path.of("/usr/share/nsis/Stubs/lzma-x86-unicode"), Path.of("/usr/share/nsis/Stubs/bzip2_solid-x86-ansi"),
            Path.of("/usr/share/nsis/Stubs/zlib-x86-ansi"));

    private final Machine machine = new Machine();
    private final Win32 win32 = machine.win32;
    private final Map<String, Map<String, Integer>> exports = new TreeMap<>();

    private static List<Path> libraries() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : FOLDERS) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".dll")).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    @Test
    void librariesAreLoadedWhereverThereIsRoom() throws Exception {
        List<Path> files = libraries();
        assumeTrue(ProgramDump.available() && files.size() >= 20, NEEDED);
        MachineView before = machine.kernel.view();
        int seen = 0;
        for (Path file : files) {
            ProgramDump dump = new ProgramDump(file);
            machine.kernel.volume().addHostFile("C:\\real.dll", file);
            for (boolean taken : new boolean[] {false, true}) {
                EProcess[] process = new EProcess[1];
                assertEquals(NtStatus.SUCCESS, machine.kernel.processes().create(ProcessOptions.named("R"), process));
                if (taken) {
                    win32.virtualMemory().virtualAlloc(process[0], dump.base(), 1, Win32Constants.MEM_RESERVE,
                            Win32Constants.PAGE_READONLY);
                }
                CallResult loaded = win32.loader().loadLibrary(process[0], "C:\\real.dll");
                if (loaded.result() == 0) {
                    assertTrue(needsLaterWindows(dump, loaded.reason()), () -> file + ": " + loaded.reason());
                } else {
                    seen++;
                    assertEquals(taken, loaded.result() != dump.base(), file::toString);
                    check(process[0], file, dump, loaded.result());
                }
                assertEquals(List.of(), Checkers.check(machine.kernel.view()));
                machine.kernel.processes().exit(process[0]);
            }
        }
        machine.kernel.dereferenceSegments();
        assertTrue(seen >= 40, "libraries loaded: " + seen);
        assertEquals(before.counters().availablePages(), machine.kernel.view().counters().availablePages());
        assertEquals(before.counters().commitTotal(), machine.kernel.view().counters().commitTotal());
    }

    /** Whether a library is refused because it imports a function from a library that has it in no XP. */
    private static boolean needsLaterWindows(ProgramDump dump, String reason) throws IOException {
        return dump.imports().stream().anyMatch(
                one -> reason.equalsIgnoreCase(one.name() + " is not exported by " + one.library()));
    }

    @Test
    void programsAreLoadedWithStandInsForWindows() throws Exception {
        List<Path> files = PROGRAMS.stream().filter(Files::exists).toList();
        assumeTrue(ProgramDump.available() && files.size() == PROGRAMS.size(), NEEDED);
        for (Path file : files) {
            ProgramDump dump = new ProgramDump(file);
            machine.kernel.volume().addHostFile("C:\\app\\program.exe", file);
            EProcess[] process = new EProcess[1];
            CallResult loaded = win32.loader().createProcess(ProcessOptions.named("P"), "C:\\app\\program.exe", process);
            assertEquals(dump.base(), loaded.result(), () -> file + ": " + loaded.reason());
            check(process[0], file, dump, loaded.result());
            assertEquals(List.of(), Checkers.check(machine.kernel.view()));
            machine.kernel.processes().exit(process[0]);
            machine.kernel.dereferenceSegments();
        }
    }

    private void check(EProcess process, Path file, ProgramDump dump, int base) throws IOException {
        byte[] expected = dump.image(Files.readAllBytes(file), base);
        byte[] seen = read(process, base, expected.length);
        for (ProgramDump.Import one : dump.imports()) {
            int address = word(seen, one.slot());
            assertEquals(address(process, one.library(), one.name()), address, () -> file + " imports " + one);
            System.arraycopy(seen, one.slot(), expected, one.slot(), 4);
        }
        assertTrue(!dump.imports().isEmpty(), file::toString);
        for (int i = 0; i < expected.length; i++) {
            if (dump.covers(i) && expected[i] != seen[i]) {
                assertEquals(expected[i], seen[i], file + " at offset 0x" + Integer.toHexString(i));
            }
        }
    }

    private byte[] read(EProcess process, int va, int length) {
        byte[] bytes = new byte[length];
        IntHolder done = new IntHolder();
        for (int at = 0; at < length; at += 4096) {
            byte[] page = new byte[Math.min(4096, length - at)];
            // Pages between sections may be reserved only.
            if (machine.kernel.virtualMemory().read(process, va + at, page, page.length, done) == NtStatus.SUCCESS) {
                System.arraycopy(page, 0, bytes, at, page.length);
            }
        }
        return bytes;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** The address of an export of a loaded library, found without the loader. */
    private int address(EProcess process, String library, String name) {
        int base = win32.loader().loadLibrary(process, library).result();
        String key = library.toLowerCase(Locale.ROOT) + Integer.toHexString(base);
        int offset = exports.computeIfAbsent(key, k -> exportsOf(process, base)).getOrDefault(name, 0);
        int directory = load(process, base + load(process, base + 0x3C) + 0x78);
        int size = load(process, base + load(process, base + 0x3C) + 0x7C);
        if (offset < directory || offset >= directory + size) {
            return base + offset;
        }
        String[] forwarder = text(process, base + offset).split("\\.");
        return address(process, forwarder[0] + ".dll", forwarder[1]);
    }

    private Map<String, Integer> exportsOf(EProcess process, int base) {
        int directory = base + load(process, base + load(process, base + 0x3C) + 0x78);
        Map<String, Integer> found = new TreeMap<>();
        for (int i = 0; i < load(process, directory + 24); i++) {
            String name = text(process, base + load(process, base + load(process, directory + 32) + i * 4));
            int index = win32.references().load16(process, base + load(process, directory + 36) + i * 2).result();
            found.put(name, load(process, base + load(process, directory + 28) + index * 4));
        }
        return found;
    }

    private int load(EProcess process, int va) {
        return win32.references().load32(process, va).result();
    }

    private String text(EProcess process, int va) {
        byte[] bytes = new byte[128];
        machine.kernel.virtualMemory().read(process, va, bytes, bytes.length, new IntHolder());
        int end = 0;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.US_ASCII);
    }
}
