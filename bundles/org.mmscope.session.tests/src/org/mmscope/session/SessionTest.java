package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.TranscriptRow;

class SessionTest extends SessionTestBase {

    @Test
    void startsReadyWithTheFirstLineNext() {
        Moment moment = open(new FakeProgram(3)).moment();
        assertEquals(SessionState.READY, moment.state());
        assertEquals(new Moment.Position(0, 1, 0, 0), moment.position());
        assertEquals(List.of(), moment.lastRows());
        assertEquals(Optional.empty(), moment.message());
    }

    @Test
    void stepRunsOneStatement() {
        Session session = open(new FakeProgram(3));
        session.step();
        idle(session);
        assertEquals(new Moment.Position(1, 2, 1, 10), session.moment().position());
        assertEquals(SessionState.PAUSED, session.state());
        assertEquals(List.of(FakeProgram.row(0)), session.moment().lastRows());
    }

    @Test
    void stepsThatWaitAllCount() {
        Session session = open(new FakeProgram(10));
        for (int i = 0; i < 4; i++) {
            session.step();
        }
        idle(session);
        assertEquals(4, session.moment().statement());
    }

    @Test
    void runGoesToTheEnd() {
        Session session = open(new FakeProgram(500));
        session.run();
        idle(session);
        assertEquals(SessionState.FINISHED, session.state());
        assertSamePlace(stepped(500, 500), session.moment());
        assertEquals(0, session.moment().line());
        session.run();
        session.step();
        idle(session);
        assertEquals(500, session.moment().statement(), "at the end there is nothing to run");
    }

    @Test
    void runToLineStopsBeforeTheLine() {
        Session session = open(new FakeProgram(100));
        session.runToLine(40);
        idle(session);
        assertEquals(40, session.moment().line());
        assertEquals(39, session.moment().lastLine());
        session.runToLine(40);
        idle(session);
        assertEquals(SessionState.FINISHED, session.state(), "the line it stands on does not count");
    }

    @Test
    void breakpointsStopARun() {
        Session session = open(new FakeProgram(100));
        session.breakpoints(List.of(20, 60));
        session.run();
        idle(session);
        assertEquals(20, session.moment().line());
        session.run();
        idle(session);
        assertEquals(60, session.moment().line());
        session.breakpoints(List.of());
        session.run();
        idle(session);
        assertEquals(SessionState.FINISHED, session.state());
    }

    @Test
    void pauseStopsBetweenStatementsAndDropsWhatWaits() throws InterruptedException {
        Semaphore gate = new Semaphore(0);
        Session session = open(FakeProgram.gated(100, gate));
        session.run();
        gate.release(5);
        held(gate);
        assertFalse(session.waitIdle(Duration.ZERO), "the sixth statement is held");
        assertEquals(SessionState.RUNNING, session.state());
        session.pause();
        gate.release(95);
        idle(session);
        assertEquals(SessionState.PAUSED, session.state());
        assertEquals(6, session.moment().statement());
    }

    @Test
    void aStepEndsARunAndIsDone() {
        Semaphore gate = new Semaphore(0);
        Session session = open(FakeProgram.gated(100, gate));
        session.run();
        held(gate);
        session.step();
        gate.release(100);
        idle(session);
        assertEquals(2, session.moment().statement());
    }

    @Test
    void commandsReturnWhileAStatementRuns() {
        Semaphore gate = new Semaphore(0);
        Session session = open(FakeProgram.gated(3, gate));
        session.run();
        session.restart();
        session.close();
        session.step();
        gate.release(3);
        idle(session);
        assertEquals(SessionState.CLOSED, session.state());
        assertEquals(SessionState.CLOSED, session.moment().state());
    }

    @Test
    void aClosedSessionTakesNoCommand() {
        Session session = open(new FakeProgram(3));
        session.close();
        session.close();
        session.run();
        idle(session);
        assertEquals(0, session.moment().statement());
        assertEquals(SessionState.CLOSED, session.state());
    }

    @Test
    void theRecorderHearsOfEachRowOnce() {
        List<TranscriptRow> heard = new ArrayList<>();
        RunListener recorder = new RunListener() {
            @Override
            public void row(TranscriptRow row) {
                heard.add(row);
            }
        };
        Session session = open(new FakeProgram(50), SessionOptions.defaults().withRecorder(recorder));
        session.runToLine(31);
        session.stepBack();
        session.step();
        session.stepBack();
        idle(session);
        session.restart();
        session.run();
        idle(session);
        assertEquals(java.util.stream.IntStream.range(0, 50).mapToObj(FakeProgram::row).toList(), heard);
        assertEquals(heard, session.transcript());
    }

    @Test
    void theTranscriptFollowsThePlaceAndIsBounded() {
        Session session = open(new FakeProgram(50), SessionOptions.defaults().withRows(10));
        session.run();
        idle(session);
        assertEquals(List.of(41, 42, 43, 44, 45, 46, 47, 48, 49, 50),
                session.transcript().stream().map(TranscriptRow::line).toList());
        session.jumpTo(43);
        idle(session);
        assertEquals(List.of(41, 42, 43), session.transcript().stream().map(TranscriptRow::line).toList());
    }

    @Test
    void theEventsOfAStatementAreKeptOnceAndBounded() {
        Session session = open(new FakeProgram(50), SessionOptions.defaults().withEvents(10));
        session.run();
        idle(session);
        session.restart();
        session.run();
        idle(session);
        session.stepBack();
        session.step();
        idle(session);
        assertEquals(List.of(FakeProgram.event(44)), session.events(45));
        assertEquals(List.of(), session.events(40), "older than the newest ten");
    }

    @Test
    void nobodyMakesEventsWhenNoneAreKept() {
        Session session = open(new FakeProgram(5), SessionOptions.headless());
        session.run();
        idle(session);
        assertEquals(List.of(), session.events(5));
        assertEquals(List.of(), session.transcript());
    }

    @Test
    void aNamedSnapshotStaysReadable() {
        FakeProgram program = new FakeProgram(50);
        program.snapshotLine = 20;
        Session session = open(program);
        session.run();
        idle(session);
        var kept = session.snapshots().get("kept");
        Moment there = stepped(20, 50);
        assertEquals(FakeProgram.words(there), FakeProgram.words(
                new Moment(kept, SessionState.PAUSED, there.position(), List.of(), null, there.changedFrames())));
        session.jumpTo(19);
        idle(session);
        assertTrue(session.snapshots().isEmpty(), "not taken yet there");
    }

    @Test
    void aMachineThatDoesNotStartIsRefused() {
        IllegalArgumentException cause = new IllegalArgumentException("too little memory");
        SessionException refused = assertThrows(SessionException.class, () -> new Session("test", () -> {
            throw cause;
        }, SessionOptions.defaults()));
        assertTrue(refused.getMessage().endsWith("too little memory"), refused.getMessage());
        assertSame(cause, refused.getCause());
    }
}
