package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replacement policies chosen by the machine line, with the sequence of textbooks as calls. */
class PolicyScenarioTest {

    private static final int[] BELADY = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};
    /** Directory, page table of hyperspace and working-set list are pages of every working set. */
    private static final int TABLES = 3;

    private static String scenario(String policy, int frames) {
        StringBuilder text = new StringBuilder("machine memory=4MB pagefile=4MB policy=" + policy + "\n"
                + "process A ws_min=1 ws_max=" + (TABLES + frames) + "\n"
                + "A: VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)\n" + "trim A\n");
        for (int page : BELADY) {
            text.append("A: load8(0x1000").append(page).append("000)\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"fifo, 3, 9", "fifo, 4, 10", "lru, 3, 10", "lru, 4, 8"})
    void textbookSequence(String policy, int frames, int faults) {
        long taken = Runs.of(scenario(policy, frames)).rows().stream().filter(row -> row.call().equals("load8"))
                .mapToLong(row -> row.faults().size()).sum();
        assertEquals(faults, taken);
    }

    @Test
    void everyPolicyRunsTheSequence() {
        Runs.scenario("").policies().all()
                .forEach(policy -> assertEquals(13, Runs.of(scenario(policy.id(), 3)).rows().size(), policy.id()));
    }
}
