package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.session.Places.at;
import static org.mmscope.session.Places.json;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.scenario.Scenario;
import org.mmscope.session.SessionOptions.HistoryLimits;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.snapshot.SnapshotFile;

/**
 * Random scenarios: however a place is come to, its JSON is the same to the byte. {@code mmscope.runs} sets the number
 * of scenarios.
 */
class RandomRunTest {

    private static final int RUNS = Integer.getInteger("mmscope.runs", 3);
    private static final int CALLS = 120;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(100, 100 + RUNS);
    }

    /** A clock on which every reading is later, so that a checkpoint or an update is due after each few statements. */
    private static SessionOptions ticking(long nanos, HistoryLimits limits) {
        AtomicLong clock = new AtomicLong();
        return SessionOptions.defaults().withHistory(limits).withNanoTime(() -> clock.addAndGet(nanos));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void backAndForthIsTheSamePlace(long seed) {
        Scenario scenario = RandomRun.scenario(seed, CALLS);
        List<String> places = Places.all(scenario);
        Random random = new Random(seed);
        try (Session session = Session.open(scenario, ticking(1_000, new HistoryLimits(5, Long.MAX_VALUE, 20_000)))) {
            for (int i = 0; i < 12; i++) {
                int from = random.nextInt(places.size());
                int back = random.nextInt(Math.min(from + 1, 25));
                session.jumpTo(from);
                assertEquals(places.get(from), json(session));
                for (int n = 0; n < back; n++) {
                    session.stepBack();
                }
                assertEquals(places.get(from - back), json(session));
                for (int n = 0; n < back; n++) {
                    session.step();
                }
                assertEquals(places.get(from), json(session));
            }
            session.run();
            assertEquals(places.getLast(), json(session));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void steppedRunWatchedAndLookedIntoAreTheSame(long seed) {
        Scenario scenario = RandomRun.scenario(seed, CALLS);
        List<String> places = Places.all(scenario);
        List<Moment> heard = new CopyOnWriteArrayList<>();
        try (Session run = Session.open(scenario, SessionOptions.headless());
                Session watched = Session.open(scenario, ticking(50_000_000, HistoryLimits.WORKBENCH));
                Session inside = Session.open(scenario, SessionOptions.defaults())) {
            run.run();
            watched.subscribe(heard::add, Runnable::run);
            watched.run();
            for (int i = 0; i < 400 && at(inside).state().canAdvance(); i++) {
                inside.stepInto();
            }
            inside.run();
            assertEquals(places.getLast(), json(run));
            assertEquals(places.getLast(), json(watched));
            assertEquals(places.getLast(), json(inside));
            assertEquals(at(watched).transcript(), at(inside).transcript());
        }
        assertTrue(heard.size() > places.size() / 2, heard.size() + " moments heard of");
        for (Moment moment : heard.subList(0, 20)) {
            assertEquals(places.get((int) moment.statement()), json(moment.view()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSavedSessionGoesOnAsTheUnsavedOne(long seed) throws IOException {
        Scenario scenario = RandomRun.scenario(seed, CALLS).withProfile(seed % 2 == 0 ? "ws2003" : "xp");
        List<String> places = Places.all(scenario);
        Path file = folder.resolve("saved.mmsnap");
        Random random = new Random(seed);
        try (Session session = Session.open(scenario, SessionOptions.defaults())) {
            for (int i = 0; i < 3; i++) {
                int place = random.nextInt(places.size());
                session.jumpTo(place);
                Moment moment = at(session).moment();
                new Exporters().find("mmsnap").orElseThrow().export(session.exportSource(moment), file,
                        ProgressSink.NONE);
                SnapshotFile saved = SnapshotFile.open(file);
                assertEquals(places.get(place), json(saved.view()));
                try (Session resumed = Session.resume(saved, SessionOptions.defaults())) {
                    assertEquals(places.get(place), json(resumed));
                    assertEquals(scenario.machine().profile(),
                            resumed.scenario().orElseThrow().machine().profile());
                    for (int n = 0; n < 5 && at(resumed).state().canAdvance(); n++) {
                        resumed.step();
                        assertEquals(places.get(place + n + 1), json(resumed));
                    }
                    resumed.run();
                    assertEquals(places.getLast(), json(resumed));
                }
            }
        }
    }
}
