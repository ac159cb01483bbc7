package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.view.MachineView;

/**
 * The C2 rule: a page that held a secret never reaches another process with a byte of it, whichever way it left its
 * owner. The other process takes more memory than the machine has, reads all of it, and finds zeroes.
 */
class SecretPagesTest {

    private static final int SECRET_PAGES = 256;
    private static final int OTHER_PAGES = 1200;
    private static final int PAGE = 4096;
    private static final byte SECRET = (byte) 0xC2;

    private enum Way {
        FREED("A: VirtualFree(0x10000000, 0, MEM_RELEASE)", false),
        DECOMMITTED("A: VirtualFree(0x10000000, 1MB, MEM_DECOMMIT)", false),
        EXITED("exit A", false),
        TRIMMED("trim A", true),
        WRITTEN_OUT("trim A\nwait modified-writer", true),
        OUTSWAPPED("outswap A\nwait modified-writer", true);

        private final String lines;
        private final boolean kept;

        Way(String lines, boolean kept) {
            this.lines = lines;
            this.kept = kept;
        }
    }

    private static int zeroes(int bytes) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < bytes; i++) {
            hash *= 0x01000193;
        }
        return hash;
    }

    /** Frames that hold a secret page. */
    private static long secretFrames(MachineView view, Predicate<Integer> which) {
        long count = 0;
        for (int pfn = 0; pfn < view.pfns().frames(); pfn++) {
            int word = view.memory().read32((long) pfn * PAGE + 512);
            count += which.test(pfn) && word == (SECRET & 0xFF) * 0x01010101 ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingIsSeenOfASecret(Way way) {
        String text = "machine memory=4MB pagefile=16MB\nprocess A\n"
                + "A: VirtualAlloc(0x10000000, 1MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)\n"
                + "A: fill(0x10000000, 1MB, 0xC2)\n" + way.lines + "\nsnapshot \"gone\"\nprocess B\n"
                + "B: VirtualAlloc(0x10000000, " + OTHER_PAGES + " * 4KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)\n"
                + "B: sum(0x10000000, " + OTHER_PAGES + " * 4KB)\n"
                + (way.kept ? "A: sum(0x10000000, 1MB)\n" : "");
        Runs.Given given = new Runs.Given();
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(text));
        runner.listener(given);
        while (!runner.atEnd()) {
            boolean gone = runner.next().text().startsWith("snapshot");
            runner.step();
            MachineView view = runner.kernel().view();
            assertEquals(List.of(), Checkers.check(view), () -> "before line " + runner.nextLine());
            if (gone) {
                assertTrue(secretFrames(view, pfn -> true) >= SECRET_PAGES / 2, "the secret is still in memory");
            }
        }
        List<TranscriptRow> sums = given.rows().stream().filter(row -> row.call().equals("sum")).toList();
        assertEquals(Integer.toUnsignedLong(zeroes(OTHER_PAGES * PAGE)), sums.getFirst().result(), "what B saw");
        assertTrue(sums.getFirst().faults().size() >= OTHER_PAGES, "every page of B came new");
        if (way.kept) {
            int hash = 0x811C9DC5;
            for (int i = 0; i < SECRET_PAGES * PAGE; i++) {
                hash = (hash ^ SECRET & 0xFF) * 0x01000193;
            }
            assertEquals(Integer.toUnsignedLong(hash), sums.getLast().result(), "its owner still has it");
        }
    }
}
