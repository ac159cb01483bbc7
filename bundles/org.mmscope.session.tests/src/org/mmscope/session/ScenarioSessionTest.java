package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.SessionOptions.HistoryLimits;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.snapshot.JsonSnapshotWriter;
import org.mmscope.session.snapshot.SnapshotFile;

/** Real scenarios on real machines: however a place is reached, it is the same place. */
class ScenarioSessionTest {

    private static final String SHARED = """
            machine profile=xp memory=16MB pagefile=32MB
            process A
            process B
            A: s = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 64KB, "shared")
            B: t = OpenFileMapping(FILE_MAP_ALL_ACCESS, "shared")
            A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
            B: q = MapViewOfFile(t, FILE_MAP_WRITE, 0, 0, 0, 0x12340000)
            repeat 5
            A: store32(p + $i * 4KB, 0xCAFE0000 + $i)
            B: load32(q + $i * 4KB)
            end
            snapshot "shared"
            A: CloseHandle(s)
            B: UnmapViewOfFile(q)
            expect 1 == 2
            A: load32(p)
            """;

    private static final String PRIVATE = """
            machine profile=xp memory=16MB pagefile=32MB
            file "C:\\data.bin" size=100000 fill=pattern
            process A
            A: r = VirtualAlloc(0x10000000, 1MB, MEM_RESERVE, PAGE_NOACCESS)
            A: c = VirtualAlloc(r, 64KB, MEM_COMMIT, PAGE_READWRITE)
            A: fill(c, 64KB, 7)
            A: sum(c, 64KB)
            A: load8(r + 512KB)
            A: f = CreateFile("C:\\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: m = CreateFileMapping(f, PAGE_READONLY, 0, 0)
            A: v = MapViewOfFile(m, FILE_MAP_READ, 0, 0, 0, 0x11000000)
            A: sum(v, 100000)
            A: VirtualFree(r, 0, MEM_RELEASE)
            exit A
            """;

    @TempDir
    Path folder;

    private static Scenario scenario(String text) {
        ParseResult result = Scenario.parse(new SourceText("test.mms", text));
        assertEquals(List.of(), result.diagnostics());
        return result.scenario();
    }

    private static Session at(Session session) {
        try {
            assertTrue(session.waitIdle(Duration.ofMinutes(2)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return session;
    }

    private static String json(Moment moment) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JsonSnapshotWriter.write(moment.view(), out);
            return out.toString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] memory(Moment moment) {
        byte[] bytes = new byte[(int) moment.view().memory().size()];
        moment.view().memory().read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static void assertSame(Moment expected, Moment actual) {
        assertEquals(expected.position(), actual.position());
        assertEquals(expected.lastRows(), actual.lastRows());
        assertEquals(json(expected), json(actual));
        assertArrayEquals(memory(expected), memory(actual));
    }

    @ParameterizedTest
    @ValueSource(strings = { SHARED, PRIVATE })
    void steppedRunAndWatchedAreTheSame(String text) {
        Scenario scenario = scenario(text);
        List<Moment> heard = new ArrayList<>();
        try (Session ran = Session.open(scenario, SessionOptions.headless().withRows(100));
                Session stepped = Session.open(scenario, SessionOptions.defaults());
                Session watched = Session.open(scenario, everyMoment())) {
            watched.subscribe(heard::add, Runnable::run);
            ran.run();
            watched.run();
            while (at(stepped).state() != SessionState.FINISHED) {
                stepped.step();
            }
            assertSame(at(ran).moment(), stepped.moment());
            assertSame(ran.moment(), at(watched).moment());
            assertEquals(ran.transcript(), stepped.transcript());
            assertEquals(ran.transcript(), watched.transcript());
            assertEquals(ran.expectationFailures(), stepped.expectationFailures());
            assertEquals(SessionState.FINISHED, ran.state());
        }
        assertTrue(heard.size() > 10, "heard of " + heard.size() + " moments");
    }

    /** A clock on which a listener is told of every statement. */
    private static SessionOptions everyMoment() {
        AtomicLong clock = new AtomicLong();
        return SessionOptions.defaults().withNanoTime(() -> clock.addAndGet(50_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = { SHARED, PRIVATE })
    void everyPlaceIsTheSameComingBack(String text) {
        Scenario scenario = scenario(text);
        AtomicLong clock = new AtomicLong();
        SessionOptions options = SessionOptions.defaults().withHistory(new HistoryLimits(4, Long.MAX_VALUE, 3))
                .withNanoTime(clock::incrementAndGet);
        List<Moment> there = new ArrayList<>();
        try (Session session = Session.open(scenario, options)) {
            there.add(session.moment());
            while (at(session).state().canAdvance()) {
                session.step();
                there.add(at(session).moment());
            }
            assertEquals(SessionState.FINISHED, session.state());
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                int place = random.nextInt(there.size());
                session.jumpTo(place);
                assertSame(there.get(place), at(session).moment());
            }
            session.jumpTo(there.size() - 1);
            for (int place = there.size() - 2; place >= 0; place--) {
                session.stepBack();
                assertSame(there.get(place), at(session).moment());
            }
        }
    }

    @Test
    void aNamedSnapshotIsTheStateThere() {
        try (Session session = Session.open(scenario(SHARED), SessionOptions.defaults());
                Session stopped = Session.open(scenario(SHARED), SessionOptions.defaults())) {
            session.run();
            stopped.runToLine(13);
            at(session);
            assertEquals(List.of("shared"), List.copyOf(session.snapshots().keySet()));
            Moment there = at(stopped).moment();
            Moment kept = new Moment(session.snapshots().get("shared"), there.state(), there.position(),
                    there.lastRows(), null, there.changedFrames());
            assertSame(there, kept);
        }
    }

    @Test
    void failedExpectationsAreKeptAndTheRunGoesOn() {
        try (Session session = Session.open(scenario(SHARED), SessionOptions.defaults())) {
            session.run();
            assertEquals(SessionState.FINISHED, at(session).state());
            assertEquals(List.of(15), session.expectationFailures().stream().map(failure -> failure.line()).toList());
            session.jumpTo(3);
            at(session);
            assertEquals(List.of(), session.expectationFailures());
        }
    }

    @Test
    void aLineThatCannotBeCarriedOutIsAFailure() throws IOException {
        Path host = Files.write(folder.resolve("host.bin"), new byte[100]);
        Scenario scenario = scenario("process A\nfile \"C:\\x\" from=\"" + host + "\"\nprocess B\n");
        Files.delete(host);
        try (Session session = Session.open(scenario, SessionOptions.defaults())) {
            session.run();
            assertEquals(SessionState.FAILED, at(session).state());
            String message = session.moment().message().orElseThrow();
            assertTrue(message.startsWith("line 2: a file of the host cannot be read"), message);
            session.stepBack();
            assertEquals(SessionState.PAUSED, at(session).state());
            assertEquals(1, session.moment().statement());
        }
    }

    @Test
    void aSavedSessionGoesOnAsTheUnsavedOneDoes() throws IOException {
        Path file = folder.resolve("half.mmsnap");
        try (Session session = Session.open(scenario(SHARED), SessionOptions.defaults())) {
            session.runToLine(13);
            Moment half = at(session).moment();
            new Exporters().find("mmsnap").orElseThrow().export(session.exportSource(half), file, ProgressSink.NONE);
            try (Session resumed = Session.resume(SnapshotFile.open(file), SessionOptions.defaults())) {
                assertSame(half, at(resumed).moment());
                resumed.run();
                session.run();
                assertSame(at(session).moment(), at(resumed).moment());
                assertEquals(session.transcript(), resumed.transcript());
            }
        }
    }

    @Test
    void aSnapshotWithoutARunIsNotResumed() throws IOException {
        Path file = folder.resolve("look.mmsnap");
        try (Session session = Session.open(scenario(SHARED), SessionOptions.defaults())) {
            new Exporters().find("mmsnap").orElseThrow().export(ExportSource.of(session.moment().view()), file,
                    ProgressSink.NONE);
        }
        assertThrows(SessionException.class, () -> Session.resume(SnapshotFile.open(file), SessionOptions.defaults()));
    }

    @Test
    void severalSessionsLiveSideBySide() {
        try (Session one = Session.open(scenario(SHARED), SessionOptions.defaults());
                Session two = Session.open(scenario(SHARED), SessionOptions.defaults())) {
            one.runToLine(9);
            two.run();
            at(two);
            one.run();
            assertSame(two.moment(), at(one).moment());
        }
    }

    @Test
    void theEventsOfAStatementAreHeardOf() {
        try (Session session = Session.open(scenario(PRIVATE), SessionOptions.defaults())) {
            session.runToLine(7);
            Moment filled = at(session).moment();
            assertEquals(6, filled.lastLine());
            assertTrue(session.events(filled.statement()).size() >= 16, "a fill of 16 pages is at least 16 events");
        }
    }
}
