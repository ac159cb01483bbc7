package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.check.Checkers;

/** Large pages of programs in the language (Platform SDK, Large-Page Support and GetLargePageMinimum). */
class LargePageStatementsTest {

    /** Runs a text to its end, with every rule held against each statement, and gives what its calls gave. */
    private static List<TranscriptRow> rows(String text) {
        Runs.Given given = new Runs.Given();
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(text));
        runner.listener(given);
        while (!runner.atEnd()) {
            runner.step();
            assertEquals(List.of(), Checkers.check(runner.kernel().view()), () -> "before line " + runner.nextLine());
        }
        assertEquals(List.of(), given.failures());
        return given.rows();
    }

    @ParameterizedTest
    @CsvSource({"profile=ws2003, 0x400000", "profile=ws2003 paging=pae, 0x200000", "profile=ws2003 largepages=off, 0",
        "profile=ws2003 largepages=on, 0x400000", "profile=xp, 0", "profile=xp largepages=on, 0", "profile=w2k, 0",
        "profile=nt4, 0"})
    void minimum(String machine, String size) {
        List<TranscriptRow> rows = rows("""
                machine %s memory=64MB
                process A
                A: m = GetLargePageMinimum()
                expect m == %s
                """.formatted(machine, size));
        assertEquals(0, rows.getLast().error());
    }

    @ParameterizedTest
    @CsvSource({"x86", "pae"})
    void allocatedUsedAndReleased(String paging) {
        List<TranscriptRow> rows = rows("""
                machine profile=ws2003 paging=%s memory=64MB pagefile=16MB
                process A
                process B
                A: m = GetLargePageMinimum()
                A: VirtualAlloc(0, m + 64KB, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error ERROR_INVALID_PARAMETER
                A: VirtualAlloc(0x10010000, m, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error ERROR_INVALID_PARAMETER
                A: VirtualAlloc(0, m, MEM_RESERVE | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error ERROR_INVALID_PARAMETER
                A: VirtualAlloc(0, m, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READONLY)
                expect error ERROR_INVALID_PARAMETER
                A: VirtualAlloc(0, 32 * 4MB, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error 1455
                A: VirtualAlloc(0, 15 * 4MB, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error 1450
                A: p = VirtualAlloc(0x10000000, 2 * m, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect p == 0x10000000
                A: first = load32(p + 64KB)
                expect first == 0
                A: store32(p + m - 4, 7)
                A: fill(p + m, 64KB, 9)
                trim A
                outswap A
                tick 3
                A: last = load32(p + m - 4)
                expect last == 7
                B: ReadProcessMemory(A, p + m - 4, 8)
                A: VirtualProtect(p, 4KB, PAGE_READONLY)
                expect error ERROR_INVALID_ADDRESS
                A: VirtualLock(p, 4KB)
                expect error ERROR_INVALID_PARAMETER
                A: VirtualFree(p, 4KB, MEM_DECOMMIT)
                expect error ERROR_INVALID_ADDRESS
                A: VirtualFree(p, m, MEM_RELEASE)
                expect error ERROR_INVALID_PARAMETER
                fork C from=A
                C: load32(p)
                expect exception EXCEPTION_ACCESS_VIOLATION
                A: done = VirtualFree(p, 0, MEM_RELEASE)
                expect done == 1
                A: load32(p)
                expect exception EXCEPTION_ACCESS_VIOLATION
                """.formatted(paging));
        // Nothing before the last reference took a fault: the pages were there.
        assertEquals(List.of(), rows.stream().filter(row -> row.call().startsWith("store32")).findFirst().orElseThrow()
                .faults());
    }

    @Test
    void otherReleasesRefuse() {
        for (String profile : List.of("nt4", "w2k", "xp")) {
            rows("""
                    machine profile=%s memory=64MB
                    process A
                    A: VirtualAlloc(0, 4MB, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                    expect error ERROR_INVALID_PARAMETER
                    """.formatted(profile));
        }
        rows("""
                machine profile=ws2003 memory=64MB largepages=off
                process A
                A: VirtualAlloc(0, 4MB, MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES, PAGE_READWRITE)
                expect error 50
                """);
    }
}
