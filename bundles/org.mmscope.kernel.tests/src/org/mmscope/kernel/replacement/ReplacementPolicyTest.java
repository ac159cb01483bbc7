package org.mmscope.kernel.replacement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PagingMode;

/** Replacement policies through page faults of a real working set. */
class ReplacementPolicyTest {

    private static final int[] BELADY = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};
    private static final int PAGES = 16;

    @ParameterizedTest
    @CsvSource({"fifo, 3, 9", "fifo, 4, 10", "lru, 3, 10", "lru, 4, 8", "optimal, 3, 7", "optimal, 4, 6",
        "clock, 3, 9", "clock, 4, 10", "second-chance, 3, 9", "second-chance, 4, 10"})
    void textbookSequence(String policy, int frames, int faults) {
        PageString string = PageString.of(policy, frames, PAGES);
        assertEquals(faults, string.faults(BELADY));
        Machines.checkInvariants(string.kernel);
    }

    @ParameterizedTest
    @CsvSource({"fifo, 9", "lru, 10", "optimal, 7"})
    void textbookSequenceUnderPae(String policy, int faults) {
        PageString string = new PageString(KernelConfiguration.defaults().withPolicy(policy)
                .withPaging(PagingMode.PAE), new ReplacementPolicies(), 3, PAGES);
        assertEquals(faults, string.faults(BELADY));
        Machines.checkInvariants(string.kernel);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 11})
    void randomStringsFaultAsInTheModels(int frames) {
        int[] pages = new Random(frames).ints(2000, 0, PAGES).map(page -> page * page / PAGES).toArray();
        assertEquals(Models.fifo(frames, pages), PageString.of("fifo", frames, PAGES).faults(pages));
        assertEquals(Models.lru(frames, pages), PageString.of("lru", frames, PAGES).faults(pages));
        assertEquals(Models.optimal(frames, pages), PageString.of("optimal", frames, PAGES).faults(pages));
        assertEquals(Models.clock(frames, pages), PageString.of("clock", frames, PAGES).faults(pages));
        assertEquals(Models.clock(frames, pages), PageString.of("second-chance", frames, PAGES).faults(pages));
    }

    @Test
    void noPolicyBeatsTheOptimalOne() {
        int[] pages = new Random(9).ints(1500, 0, PAGES).toArray();
        int least = PageString.of("optimal", 5, PAGES).faults(pages);
        for (ReplacementPolicy policy : new ReplacementPolicies().all()) {
            PageString string = PageString.of(policy.id(), 5, PAGES);
            assertTrue(string.faults(pages) >= least, policy.id());
            Machines.checkInvariants(string.kernel);
        }
    }

    @Test
    void equalSeedsChooseEqually() {
        int[] pages = new Random(4).ints(1000, 0, PAGES).toArray();
        int first = seeded(1, pages);
        assertEquals(first, seeded(1, pages));
        assertTrue(IntStream.range(2, 8).anyMatch(seed -> seeded(seed, pages) != first));
    }

    private static int seeded(long seed, int... pages) {
        return new PageString(KernelConfiguration.defaults().withPolicy("random").withSeed(seed),
                new ReplacementPolicies(), 6, PAGES).faults(pages);
    }

    @Test
    void everyPageIsChosenAtRandom() {
        PageString string = PageString.of("random", 4, PAGES);
        int[] gone = new int[4];
        for (int round = 0; round < 400; round++) {
            string.kernel.processes().emptyWorkingSet(string.process);
            string.faults(0, 1, 2, 3, 4);
            for (int page = 0; page < 4; page++) {
                gone[page] += resident(string, page) ? 0 : 1;
            }
        }
        for (int page = 0; page < 4; page++) {
            assertTrue(gone[page] > 60 && gone[page] < 140, "page " + page + " went " + gone[page] + " times of 400");
        }
    }

    private static boolean resident(PageString string, int page) {
        KernelCapture here = string.kernel.capture();
        boolean resident = string.touch(page) == 0;
        string.kernel.restore(here);
        return resident;
    }

    @Test
    void pagesThatAreNotUsedGrowOldAndGo() {
        PageString string = PageString.of("", 4, PAGES);
        string.faults(0, 1, 2, 3);
        for (int second = 0; second < 4; second++) {
            string.kernel.tick(1);
            string.faults(0, 1, 3);
        }
        assertArrayEquals(new int[] {1, 0, 0, 0, 1},
                new int[] {string.touch(4), string.touch(0), string.touch(1), string.touch(3), string.touch(2)});
    }

    @Test
    void modifiedFifoPassesOverAccessedPagesOnce() {
        PageString string = new PageString(KernelConfiguration.defaults().withProfile(Profile.NT4),
                new ReplacementPolicies(), 4, PAGES);
        string.faults(0, 1, 2, 3);
        string.touch(4);
        string.faults(1, 2);
        string.touch(5);
        assertArrayEquals(new int[] {0, 0, 0, 0}, new int[] {string.touch(1), string.touch(2), string.touch(4),
            string.touch(5)});
        assertEquals(1, string.touch(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "lru", "second-chance", "optimal"})
    void orderGoesBackWithTheMachine(String policy) {
        int[] pages = new Random(6).ints(600, 0, PAGES).toArray();
        PageString string = PageString.of(policy, 6, PAGES);
        string.faults(pages);
        KernelCapture here = string.kernel.capture();
        int again = string.faults(pages);
        string.faults(3, 1, 4, 1, 5, 9, 2, 6);
        string.kernel.restore(here);
        assertEquals(again, string.faults(pages));
    }

    @Test
    void orderTakesPagesAndGivesThemBack() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withPolicy("lru").withMemoryBytes(16 << 20));
        MachineView before = kernel.view();
        var process = Machines.process(kernel, "A");
        Machines.commit(kernel, process, PageString.BASE, 2000 * 4096L, 4);
        for (int page = 0; page < 2000; page++) {
            Machines.store(kernel, process, PageString.BASE + page * 4096, page);
        }
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    /** Most recently used: the page that a loop over too many pages will not need for longest. */
    private static final class MostRecentlyUsed implements ReplacementPolicy {

        @Override
        public String id() {
            return "mru";
        }

        @Override
        public String documentation() {
            return "The page goes that was referenced last.";
        }

        @Override
        public boolean ordered() {
            return true;
        }

        @Override
        public boolean watchesReferences() {
            return true;
        }

        @Override
        public void referenced(WorkingSetPages pages, int index) {
            pages.toNewest(index);
        }

        @Override
        public int choose(WorkingSetPages pages) {
            int found = NONE;
            for (int index = pages.oldest(); index != NONE; index = pages.newer(index)) {
                found = pages.replaceable(index) ? index : found;
            }
            return found;
        }
    }

    @Test
    void aPolicyCanBeAdded() {
        ReplacementPolicies policies = new ReplacementPolicies();
        policies.add(new MostRecentlyUsed());
        int[] loop = IntStream.range(0, 50).map(i -> i % 5).toArray();
        PageString string = new PageString(KernelConfiguration.defaults().withPolicy("mru"), policies, 4, PAGES);
        string.kernel.processes().emptyWorkingSet(string.process);
        int faults = string.faults(loop);
        assertEquals(PageString.of("optimal", 4, PAGES).faults(loop), faults);
        assertEquals(50, PageString.of("lru", 4, PAGES).faults(loop));
        assertThrows(IllegalArgumentException.class, () -> policies.add(new MostRecentlyUsed()));
        assertFalse(new ReplacementPolicies().find("mru").isPresent());
        assertThrows(IllegalArgumentException.class,
                () -> Kernel.boot(KernelConfiguration.defaults().withPolicy("mru")));
    }

    @Test
    void profilesHaveTheirOwnPolicies() {
        assertEquals("modified-fifo", Profile.NT4.replacementPolicy());
        assertNotEquals(Profile.NT4.replacementPolicy(), Profile.XP.replacementPolicy());
        for (Profile profile : Profile.values()) {
            assertTrue(new ReplacementPolicies().find(profile.replacementPolicy()).isPresent(), profile.id());
        }
    }
}
