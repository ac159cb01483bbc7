package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;

/**
 * Random scenarios that use all that takes and gives pages: private memory, shared sections, mapped files, copies,
 * forks, trimmed working sets, page files, the clock. Equal seeds give equal scenarios.
 */
final class RandomRun {

    private static final List<String> PROTECTIONS = List.of("PAGE_NOACCESS", "PAGE_READONLY", "PAGE_READWRITE",
            "PAGE_READWRITE", "PAGE_READWRITE | PAGE_GUARD", "PAGE_EXECUTE_READWRITE");
    private static final List<Integer> SIZES = List.of(1, 4096, 12288, 20000, 65536, 131072);
    private static final int RANGES = 6;
    private static final int RANGE = 0x20000;

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private boolean forked;

    private RandomRun(long seed) {
        random = new Random(seed);
    }

    static Scenario scenario(long seed, int calls) {
        return scenario(text(seed, calls));
    }

    static Scenario scenario(String text) {
        ParseResult result = Scenario.parse(new SourceText("random.mms", text));
        assertEquals(List.of(), result.diagnostics());
        return result.scenario();
    }

    static String text(long seed, int calls) {
        RandomRun run = new RandomRun(seed);
        run.begin(seed);
        for (int i = 0; i < calls; i++) {
            run.line(run.random.nextBoolean() ? "A" : "B");
        }
        return String.join("\n", run.lines) + "\n";
    }

    private void begin(long seed) {
        lines.add("machine profile=" + (seed % 2 == 0 ? "xp" : "ws2003") + " memory=12MB pagefile=16MB paging="
                + (seed % 3 == 0 ? "pae" : "x86"));
        lines.add("file \"C:\\d.bin\" size=150000 fill=pattern");
        for (String p : List.of("A", "B")) {
            lines.add("process " + p);
            lines.add(p + ": f" + p + " = CreateFile(\"C:\\d.bin\", GENERIC_READ | GENERIC_WRITE, "
                    + "FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)");
            lines.add(p + ": m" + p + " = CreateFileMapping(f" + p + ", PAGE_READWRITE, 0, 0)");
            lines.add(p + ": s" + p + " = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 256KB, \"sec\")");
        }
    }

    private void line(String process) {
        String p = process + ": ";
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> lines.add(p + "VirtualAlloc(" + base() + ", " + size() + ", MEM_RESERVE | MEM_COMMIT, "
                    + PROTECTIONS.get(random.nextInt(PROTECTIONS.size())) + ")");
            case 3, 4 -> lines.add(p + "MapViewOfFile(" + (random.nextBoolean() ? "m" : "s") + process + ", "
                    + List.of("FILE_MAP_READ", "FILE_MAP_WRITE", "FILE_MAP_COPY").get(random.nextInt(3))
                    + ", 0, 0, 0, " + base() + ")");
            case 5 -> lines.add(p + "UnmapViewOfFile(" + base() + ")");
            case 6 -> lines.add(p + "VirtualFree(" + base() + ", 0, MEM_RELEASE)");
            case 7 -> lines.add(p + "VirtualProtect(" + address() + ", " + size() + ", PAGE_READWRITE)");
            case 8, 9, 10 -> lines.add(p + "fill(" + address() + ", " + size() + ", " + random.nextInt(256) + ")");
            case 11 -> lines.add(p + "sum(" + address() + ", " + size() + ")");
            case 12, 13 -> lines.add(p + "touch(" + base() + ", " + size() + ")");
            case 14 -> lines.add("trim " + process);
            case 15 -> lines.add("wait " + List.of("modified-writer", "zero-page").get(random.nextInt(2)));
            case 16 -> lines.add("tick " + (1 + random.nextInt(3)));
            case 17 -> repeat(p);
            case 18 -> fork();
            default -> lines.add(p + "v" + random.nextInt(3) + process + " = store32(" + address() + ", "
                    + random.nextInt(1 << 20) + ")");
        }
    }

    private void repeat(String p) {
        lines.add("repeat " + (2 + random.nextInt(6)));
        lines.add(p + "store32(" + base() + " + $i * 4KB, $i)");
        lines.add("end");
    }

    private void fork() {
        lines.add(forked ? "exit C" : "fork C from=A");
        forked = !forked;
    }

    private String base() {
        return "0x" + Integer.toHexString(0x10000000 + RANGE * random.nextInt(RANGES));
    }

    private String address() {
        return base() + " + " + 4096 * random.nextInt(RANGE / 4096);
    }

    private int size() {
        return SIZES.get(random.nextInt(SIZES.size()));
    }
}
