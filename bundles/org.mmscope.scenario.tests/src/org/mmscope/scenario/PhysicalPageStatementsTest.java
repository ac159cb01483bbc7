package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.check.Checkers;

/** Address windows in scenarios; every invariant is checked after each line. */
class PhysicalPageStatementsTest {

    private static final String WINDOWS = """
            machine memory=32MB pagefile=16MB
            process A
            process B
            A: MapUserPhysicalPages(0x10000000, 1, 0)
            expect error 87
            A: FreeUserPhysicalPages(1, 0)
            expect error 87
            A: VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_PHYSICAL | MEM_COMMIT, PAGE_READWRITE)
            expect error 87
            A: VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_PHYSICAL, PAGE_EXECUTE_READWRITE)
            expect error 87
            A: w = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_PHYSICAL, PAGE_READWRITE)
            expect w == 0x10000000
            A: AllocateUserPhysicalPages(0)
            A: AllocateUserPhysicalPages(8)
            A: load32(w)
            expect exception EXCEPTION_ACCESS_VIOLATION
            A: MapUserPhysicalPages(w + 5, 4, 0)
            A: fill(w, 16KB, 7)
            A: MapUserPhysicalPages(w, 4, 4)
            A: sum = load32(w)
            expect sum == 0
            A: MapUserPhysicalPages(w + 32KB, 2, 2)
            A: again = load32(w + 32KB)
            expect again == 0x07070707
            A: MapUserPhysicalPages(w + 40KB, 1, 3)
            expect error ERROR_INVALID_PARAMETER
            A: MapUserPhysicalPages(w + 40KB, 1, 8)
            expect error ERROR_INVALID_ADDRESS
            A: MapUserPhysicalPages(w + 60KB, 2, 0)
            expect error ERROR_INVALID_PARAMETER
            A: MapUserPhysicalPages(w, 0, 0)
            expect error ERROR_INVALID_PARAMETER
            A: MapUserPhysicalPages(w, 0x100000, 0)
            expect error ERROR_INVALID_PARAMETER
            A: MapUserPhysicalPages(w, 4)
            A: load32(w)
            expect exception EXCEPTION_ACCESS_VIOLATION
            A: VirtualQuery(w + 32KB)
            A: VirtualProtect(w + 32KB, 4KB, PAGE_READONLY)
            expect error ERROR_INVALID_ADDRESS
            A: VirtualFree(w, 4KB, MEM_DECOMMIT)
            expect error ERROR_INVALID_ADDRESS
            A: VirtualLock(w + 32KB, 4KB)
            expect error ERROR_INVALID_PARAMETER
            B: ReadProcessMemory(A, w + 32KB, 8KB)
            B: ReadProcessMemory(A, w + 40KB, 4KB)
            expect error ERROR_PARTIAL_COPY
            B: WriteProcessMemory(A, w + 32KB, 9, 16)
            A: FreeUserPhysicalPages(4, 6)
            expect error ERROR_INVALID_ADDRESS
            A: FreeUserPhysicalPages(2, 2)
            A: load32(w + 32KB)
            expect exception EXCEPTION_ACCESS_VIOLATION
            A: AllocateUserPhysicalPages(2)
            A: VirtualFree(w, 0, MEM_RELEASE)
            fork C from=A
            A: FreeUserPhysicalPages(2, 0)
            repeat 3
            A: AllocateUserPhysicalPages(100)
            end
            exit A
            exit B
            exit C
            """;

    private final Runs.Given given = new Runs.Given();

    private void run(String text) {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(text));
        runner.listener(given);
        while (!runner.atEnd()) {
            runner.step();
            assertEquals(List.of(), Checkers.check(runner.kernel().view()), () -> "before line " + runner.nextLine());
        }
        assertEquals(List.of(), given.failures());
    }

    private List<Map<String, Long>> outs(String call) {
        return given.rows().stream().filter(row -> row.call().equals(call)).map(TranscriptRow::out).toList();
    }

    @Test
    void windowsShowWhatIsMappedThere() {
        run(WINDOWS);
        assertEquals(List.of(pages(0, 0), pages(8, 0), pages(2, 6), pages(100, 8), pages(100, 108), pages(100, 208)),
                outs("AllocateUserPhysicalPages"));
        assertEquals(List.of(Map.of("NumberOfPages", 0L), Map.of("NumberOfPages", 2L), Map.of("NumberOfPages", 2L),
                Map.of("NumberOfPages", 2L)), outs("FreeUserPhysicalPages"));
        Map<String, Long> query = outs("VirtualQuery").getFirst();
        assertEquals(List.of(0x2000L, 0x1000L, 4L, 0x20000L), List.of(query.get("RegionSize"), query.get("State"),
                query.get("Protect"), query.get("Type")));
    }

    private static Map<String, Long> pages(long count, long first) {
        return Map.of("NumberOfPages", count, "UserPfnArray", first);
    }

    @Test
    void releasesBeforeWindows2000HaveNone() {
        run("""
                machine profile=nt4
                process A
                A: AllocateUserPhysicalPages(1)
                expect error ERROR_NOT_SUPPORTED
                A: VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_PHYSICAL, PAGE_READWRITE)
                expect error ERROR_INVALID_PARAMETER
                """);
        assertTrue(given.rows().stream().allMatch(row -> row.result() == 0));
    }
}
