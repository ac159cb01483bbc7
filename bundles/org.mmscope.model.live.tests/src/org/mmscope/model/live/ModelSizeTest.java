package org.mmscope.model.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;

/** What the model of a machine of a million frames takes. */
class ModelSizeTest {

    private static final String SCENARIO = """
            machine profile=ws2003 memory=4GB paging=pae
            process A
            A: VirtualAlloc(0x10000000, 64MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: touch(0x10000000, 64MB)
            """;
    private static final int FRAMES = 1 << 20;
    private static final long LIMIT = 50L << 20;

    @Test
    void aMillionFramesTakeNoObjects() throws Exception {
        try (Session session = Session.open(Scenario.parse(new SourceText("big.mms", SCENARIO)).scenario(),
                SessionOptions.headless())) {
            session.run();
            assertTrue(session.waitIdle(Duration.ofMinutes(1)));
            decodeAll(session);
            long before = used();
            try (LiveModel model = new LiveModel(session, Runnable::run)) {
                assertEquals(FRAMES, model.machine().getPfns().size());
                assertEquals(0, model.pfnEntriesMade());
                long taken = used() - before;
                assertTrue(taken < LIMIT, "the model takes " + taken + " bytes");
                lookAtAll(model);
                taken = used() - before;
                assertTrue(taken < LIMIT, "the model takes " + taken + " bytes after a look at every frame");
                assertEquals(0, model.pfnEntriesMade());
            }
        }
    }

    /** What the moment decodes once is not the model's. */
    private static void decodeAll(Session session) {
        try (LiveModel model = new LiveModel(session, Runnable::run)) {
            assertEquals(FRAMES, model.machine().getPhysicalPages());
        }
    }

    private static void lookAtAll(LiveModel model) {
        long active = model.machine().getPfns().stream()
                .filter(entry -> entry.getLocation() == org.mmscope.model.PageLocation.ACTIVE).count();
        long expected = model.moment().view().pageLists().active();
        assertEquals(expected, active, PageLocation.ACTIVE.label());
    }

    private static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
