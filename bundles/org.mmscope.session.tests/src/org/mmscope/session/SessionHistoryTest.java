package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.session.SessionOptions.HistoryLimits;

class SessionHistoryTest extends SessionTestBase {

    /** A clock on which each reading is a microsecond after the one before. */
    private static SessionOptions ticking(HistoryLimits limits) {
        AtomicLong now = new AtomicLong();
        return SessionOptions.defaults().withHistory(limits).withNanoTime(() -> now.addAndGet(1_000));
    }

    @Test
    void stepBackUndoesAStep() {
        Session session = open(new FakeProgram(10));
        session.step();
        session.step();
        idle(session);
        session.stepBack();
        idle(session);
        assertSamePlace(stepped(1, 10), session.moment());
        session.stepBack();
        session.stepBack();
        idle(session);
        assertSamePlace(stepped(0, 10), session.moment());
    }

    @Test
    void stepBackFromTheEndLeavesTheLastStatementToRun() {
        Session session = open(new FakeProgram(10));
        session.run();
        idle(session);
        session.stepBack();
        idle(session);
        assertSamePlace(stepped(9, 10), session.moment());
        session.step();
        idle(session);
        assertSamePlace(stepped(10, 10), session.moment());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 10, 200 })
    void everyPlaceIsReachedFromEveryOther(int checkpoints) {
        int length = 120;
        Session session = open(new FakeProgram(length),
                ticking(new HistoryLimits(checkpoints, Long.MAX_VALUE, 5_000)));
        Random random = new Random(checkpoints);
        for (int i = 0; i < 60; i++) {
            int target = random.nextInt(length + 1);
            session.jumpTo(target);
            idle(session);
            assertSamePlace(stepped(target, length), session.moment());
        }
    }

    @Test
    void jumpingBeyondTheEndStopsThere() {
        Session session = open(new FakeProgram(10));
        session.jumpTo(1_000);
        idle(session);
        assertSamePlace(stepped(10, 10), session.moment());
        assertThrows(IllegalArgumentException.class, () -> session.jumpTo(-1));
    }

    @Test
    void restartGoesToTheStart() {
        Session session = open(new FakeProgram(10));
        session.run();
        idle(session);
        session.restart();
        idle(session);
        assertSamePlace(stepped(0, 10), session.moment());
        assertEquals(SessionState.READY, session.state());
    }

    @Test
    void goingBackReplaysOnlyFromTheNearestCheckpoint() {
        AtomicLong steps = new AtomicLong();
        FakeProgram program = new FakeProgram(1_000);
        program.beforeStep = n -> steps.incrementAndGet();
        Session session = open(program, ticking(new HistoryLimits(100, Long.MAX_VALUE, 10_000)));
        session.run();
        idle(session);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            steps.set(0);
            session.jumpTo(random.nextInt(1_001));
            idle(session);
            assertTrue(steps.get() <= 50, "replayed " + steps.get() + " of 1,000 statements");
        }
    }

    @Test
    void aPauseCutsAJourneyShort() {
        Semaphore gate = new Semaphore(0);
        Session session = open(FakeProgram.gated(100, gate));
        session.jumpTo(90);
        gate.release(10);
        held(gate);
        session.pause();
        gate.release(90);
        idle(session);
        assertEquals(11, session.moment().statement());
        assertEquals(SessionState.PAUSED, session.state());
    }
}
