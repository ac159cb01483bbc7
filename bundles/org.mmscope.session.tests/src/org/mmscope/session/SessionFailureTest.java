package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class SessionFailureTest extends SessionTestBase {

    private boolean mended;

    private Session failingAt(int statement) {
        FakeProgram program = new FakeProgram(20);
        program.beforeStep = n -> {
            if (n == statement && !mended) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        return open(program);
    }

    @Test
    void aFailureIsAStateWithAMessage() {
        Session session = failingAt(7);
        List<Moment> heard = new ArrayList<>();
        session.subscribe(heard::add, Runnable::run);
        session.run();
        idle(session);
        assertEquals(SessionState.FAILED, session.state());
        assertEquals(SessionState.FAILED, heard.getLast().state());
        assertEquals("line 8: the engine failed: broken on purpose", heard.getLast().message().orElseThrow());
        assertInstanceOf(IllegalStateException.class, session.failure().orElseThrow());
    }

    @Test
    void nothingRunsOnFromAFailure() {
        Session session = failingAt(7);
        session.run();
        idle(session);
        session.step();
        session.run();
        idle(session);
        session.pause();
        idle(session);
        assertEquals(SessionState.FAILED, session.state());
        assertEquals(7, session.moment().statement());
        assertTrue(session.moment().message().isPresent());
    }

    @Test
    void steppingBackUndoesTheHalfStatement() {
        Session session = failingAt(7);
        session.run();
        idle(session);
        session.stepBack();
        idle(session);
        assertSamePlace(stepped(7, 20), session.moment());
        assertTrue(session.moment().message().isEmpty());
        assertTrue(session.failure().isEmpty());
        mended = true;
        session.run();
        idle(session);
        assertSamePlace(stepped(20, 20), session.moment());
    }

    @Test
    void restartLeavesAFailure() {
        Session session = failingAt(7);
        session.run();
        idle(session);
        session.restart();
        idle(session);
        assertSamePlace(stepped(0, 20), session.moment());
    }

    @Test
    void aFailureOnAJourneyIsSeen() {
        Session session = failingAt(7);
        session.jumpTo(15);
        idle(session);
        assertEquals(SessionState.FAILED, session.state());
        assertEquals(7, session.moment().statement());
    }
}
