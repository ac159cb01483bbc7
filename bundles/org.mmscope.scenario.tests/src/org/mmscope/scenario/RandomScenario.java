package org.mmscope.scenario;

import java.util.List;
import java.util.Random;

/** Scenarios of random calls on a few ranges by two processes. Equal seeds give equal scenarios. */
final class RandomScenario {

    private static final List<String> PROTECTIONS = List.of("PAGE_NOACCESS", "PAGE_READONLY", "PAGE_READWRITE",
            "PAGE_EXECUTE_READ", "PAGE_EXECUTE_READWRITE", "PAGE_READWRITE | PAGE_GUARD", "PAGE_WRITECOPY");
    private static final List<String> TYPES = List.of("MEM_RESERVE", "MEM_COMMIT", "MEM_RESERVE | MEM_COMMIT");
    private static final List<String> ACCESS = List.of("FILE_MAP_READ", "FILE_MAP_WRITE", "FILE_MAP_COPY");
    private static final List<Integer> SIZES = List.of(1, 4096, 8192, 12288, 20000, 40000, 65536, 70000, 131072);
    private static final int RANGES = 8;
    private static final int RANGE = 0x20000;

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private RandomScenario(long seed) {
        random = new Random(seed);
    }

    /** A scenario of so many random calls. */
    static String text(long seed, int calls) {
        RandomScenario scenario = new RandomScenario(seed);
        scenario.begin();
        for (int i = 0; i < calls; i++) {
            scenario.call(scenario.random.nextBoolean() ? "A" : "B");
        }
        scenario.end();
        return scenario.text.toString();
    }

    private void begin() {
        line("machine profile=xp memory=64MB pagefile=128MB");
        line("file \"C:\\d.bin\" size=150000 fill=pattern");
        for (String process : List.of("A", "B")) {
            line("process " + process);
            line(process + ": f" + process + " = CreateFile(\"C:\\d.bin\", GENERIC_READ | GENERIC_WRITE, "
                    + "FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)");
            line(process + ": m" + process + " = CreateFileMapping(f" + process + ", PAGE_READWRITE, 0, 0)");
            line(process + ": s" + process + " = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 256KB, "
                    + "\"sec\")");
            line(process + ": r" + process + " = CreateFileMapping(INVALID_HANDLE_VALUE, "
                    + "PAGE_READWRITE | SEC_RESERVE, 0, 128KB, \"res\")");
        }
    }

    private void end() {
        for (String process : List.of("A", "B")) {
            for (int range = 0; range < RANGES; range++) {
                line(process + ": UnmapViewOfFile(" + hex(base(range)) + ")");
                line(process + ": VirtualFree(" + hex(base(range)) + ", 0, MEM_RELEASE)");
            }
            line("exit " + process);
        }
    }

    private void call(String process) {
        String p = process + ": ";
        switch (random.nextInt(16)) {
            case 0, 1 -> line(p + "VirtualAlloc(" + address() + ", " + pick(SIZES) + ", " + pick(TYPES) + ", "
                    + pick(PROTECTIONS) + ")");
            case 2, 3 -> line(p + "MapViewOfFile(" + pick(List.of("f", "m", "m", "s", "s", "r")) + process + ", "
                    + pick(ACCESS) + ", 0, " + pick(List.of(0, 0, 65536, 4096)) + ", "
                    + pick(List.of(0, 4096, 65536, 81920)) + ", " + hex(base(random.nextInt(RANGES))) + ")");
            case 4 -> line(p + "UnmapViewOfFile(" + address() + ")");
            case 5 -> line(p + "VirtualFree(" + address() + ", " + pick(SIZES) + ", MEM_DECOMMIT)");
            case 6 -> line(p + "VirtualFree(" + hex(base(random.nextInt(RANGES))) + ", 0, MEM_RELEASE)");
            case 7 -> line(p + "VirtualProtect(" + address() + ", " + pick(SIZES) + ", " + pick(PROTECTIONS) + ")");
            case 8 -> line(p + "VirtualQuery(" + address() + ")");
            case 9 -> line(p + "WriteFile(f" + process + ", " + pick(SIZES) + ", " + random.nextInt(256) + ")");
            case 10 -> line(p + "SetFilePointer(f" + process + ", " + random.nextInt(100_000) + ", FILE_BEGIN)");
            case 11 -> line(p + "ReadFile(f" + process + ", " + pick(SIZES) + ")");
            case 12 -> line(p + "FlushViewOfFile(" + address() + ", 0)");
            case 13 -> line(p + "fill(" + address() + ", " + pick(SIZES) + ", " + random.nextInt(256) + ")");
            case 14 -> line(p + "sum(" + address() + ", " + pick(SIZES) + ")");
            default -> line(p + "store32(" + address() + " + " + random.nextInt(4096) + ", " + random.nextInt() + ")");
        }
    }

    private String address() {
        return hex(base(random.nextInt(RANGES)) + 4096 * random.nextInt(RANGE / 4096));
    }

    private static int base(int range) {
        return 0x10000000 + range * RANGE;
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
