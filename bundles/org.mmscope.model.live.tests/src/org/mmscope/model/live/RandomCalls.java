package org.mmscope.model.live;

import java.util.List;
import java.util.Random;

/** Scenarios of random statements that change what a model holds. Equal seeds give equal scenarios. */
final class RandomCalls {

    private static final List<String> PROTECTIONS = List.of("PAGE_READONLY", "PAGE_READWRITE", "PAGE_WRITECOPY",
            "PAGE_READWRITE | PAGE_GUARD");
    private static final List<String> ACCESS = List.of("FILE_MAP_READ", "FILE_MAP_WRITE", "FILE_MAP_COPY");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int forked;

    private RandomCalls(long seed) {
        random = new Random(seed);
    }

    static String text(long seed, int statements) {
        RandomCalls scenario = new RandomCalls(seed);
        scenario.line("machine profile=" + scenario.pick(List.of("xp", "ws2003")) + " memory=32MB pagefile=32MB paging="
                + scenario.pick(List.of("x86", "pae")));
        scenario.line("file \"C:\\d.bin\" size=150000 fill=pattern");
        for (String name : List.of("A", "B")) {
            scenario.line("process " + name);
            scenario.line(name + ": f" + name
                    + " = CreateFile(\"C:\\d.bin\", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)");
            scenario.line(name + ": m" + name + " = CreateFileMapping(f" + name + ", PAGE_WRITECOPY, 0, 0)");
            scenario.line(name + ": s" + name
                    + " = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 256KB, \"sec\")");
        }
        for (int i = 0; i < statements; i++) {
            scenario.statement(scenario.pick(List.of("A", "B")));
        }
        return scenario.text.toString();
    }

    private void statement(String name) {
        String p = name + ": ";
        switch (random.nextInt(12)) {
            case 0, 1 -> line(p + "VirtualAlloc(" + base() + ", 64KB, MEM_RESERVE | MEM_COMMIT, " + pick(PROTECTIONS)
                    + ")");
            case 2, 3 -> line(p + "MapViewOfFile(" + pick(List.of("m", "s")) + name + ", " + pick(ACCESS) + ", 0, "
                    + pick(List.of(0, 65536)) + ", " + pick(List.of(0, 20000)) + ", " + base() + ")");
            case 4 -> line(p + "UnmapViewOfFile(" + base() + ")");
            case 5 -> line(p + "VirtualFree(" + base() + ", 0, MEM_RELEASE)");
            case 6 -> line(p + "VirtualProtect(" + base() + ", 8KB, " + pick(PROTECTIONS) + ")");
            case 7 -> line(p + "touch(" + base() + ", 64KB)");
            case 8 -> line(p + "store32(" + base() + " + " + random.nextInt(65536) + ", " + random.nextInt() + ")");
            case 9 -> line("trim " + name);
            case 10 -> line(random.nextBoolean() ? "tick 1" : "wait modified-writer");
            default -> fork(name);
        }
    }

    private void fork(String from) {
        if (random.nextInt(3) == 0) {
            forked++;
            line("fork C" + forked + " from=" + from);
            line("C" + forked + ": touch(" + base() + ", 64KB)");
            line("exit C" + forked);
        }
    }

    private String base() {
        return "0x" + Integer.toHexString(0x10000000 + random.nextInt(8) * 0x20000);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
