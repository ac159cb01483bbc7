package org.mmscope.model.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.model.Machine;
import org.mmscope.model.Process;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.SessionState;

/**
 * A live model that has followed a session on random ways through random scenarios equals one that is made of the same
 * moment. The system property {@code mmscope.soak} gives the number of moves; without it there are few.
 */
class RandomWalkTest {

    private static final int MOVES = Integer.getInteger("mmscope.soak", 40);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
    void modelAfterAnyWayEqualsModelMadeAfresh(long seed) throws Exception {
        Random random = new Random(seed);
        try (Session session = open(RandomCalls.text(seed, 60)); LiveModel followed = new LiveModel(session, tasks::add)) {
            keepSome(followed, random);
            for (int move = 0; move < MOVES; move++) {
                String way = move(session, random);
                idle(session);
                assertEquals(session.moment().statement(), followed.moment().statement());
                try (LiveModel fresh = new LiveModel(session, Runnable::run)) {
                    assertSame(fresh, followed.machine(),
                            "seed " + seed + ", move " + move + ", " + way);
                }
                if (random.nextInt(5) == 0) {
                    keepSome(followed, random);
                }
            }
        }
    }

    @Test
    void runIsToldInBatchesAndAlwaysItsEnd() throws Exception {
        List<ModelChange> changes = new ArrayList<>();
        try (Session session = open(RandomCalls.text(9, 60)); LiveModel model = new LiveModel(session, tasks::add)) {
            model.addListener(changes::add);
            long begun = System.nanoTime();
            session.run();
            idle(session);
            long periods = (System.nanoTime() - begun) / 40_000_000;
            assertEquals(SessionState.FINISHED, model.moment().state());
            assertEquals(SessionState.FINISHED, changes.getLast().moment().state());
            assertTrue(changes.size() <= periods + 2, changes.size() + " batches in " + periods + " periods of 40 ms");
            assertFalse(changes.getLast().isEmpty() && changes.size() == 1);
        }
    }

    private static String move(Session session, Random random) {
        long statements = session.statement();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                session.step();
                yield "a step";
            }
            case 3, 4 -> {
                session.stepBack();
                yield "a step back";
            }
            case 5 -> {
                int line = 12 + random.nextInt(50);
                session.runToLine(line);
                yield "to line " + line;
            }
            case 6 -> {
                long target = random.nextInt((int) statements + 1);
                session.jumpTo(target);
                yield "to statement " + target;
            }
            default -> {
                session.restart();
                yield "to the beginning";
            }
        };
    }

    /** Wants the entries of this and that from now on. */
    private static void keepSome(LiveModel model, Random random) {
        model.machine().getProcesses().stream().filter(process -> random.nextInt(3) == 0).forEach(process -> {
            model.keepPtes(process);
            model.keepEntries(process.getWorkingSet());
        });
        if (random.nextBoolean()) {
            model.keepTags(model.machine().getPools().get(random.nextInt(2)));
        }
    }

    /** Holds all of both against each other; of a fresh model as much is wanted as the other has. */
    private static void assertSame(LiveModel fresh, Machine followed, String when) {
        List<Process> processes = fresh.machine().getProcesses();
        for (int i = 0; i < Math.min(processes.size(), followed.getProcesses().size()); i++) {
            Process other = followed.getProcesses().get(i);
            if (!other.getPtes().isEmpty()) {
                fresh.keepPtes(processes.get(i));
            }
            if (!other.getWorkingSet().getEntries().isEmpty()) {
                fresh.keepEntries(processes.get(i).getWorkingSet());
            }
        }
        for (int i = 0; i < 2; i++) {
            if (!followed.getPools().get(i).getTags().isEmpty()) {
                fresh.keepTags(fresh.machine().getPools().get(i));
            }
        }
        Map<String, Object> expected = PlainEmf.map(fresh.machine());
        Map<String, Object> found = PlainEmf.map(followed);
        expected.keySet().forEach(feature -> assertEquals(expected.get(feature), found.get(feature),
                () -> when + ": " + feature));
    }

    private Session open(String text) {
        ParseResult parsed = Scenario.parse(new SourceText("random.mms", text));
        assertFalse(parsed.refused(), () -> parsed.diagnostics().toString());
        return Session.open(parsed.scenario(), SessionOptions.defaults());
    }

    private void idle(Session session) throws InterruptedException {
        assertTrue(session.waitIdle(Duration.ofMinutes(1)));
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
