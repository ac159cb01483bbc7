package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;

/** Opens sessions over {@link FakeProgram}s and sees to it that each is closed and has let go of its listeners. */
abstract class SessionTestBase {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Session> opened = new ArrayList<>();

    Session open(FakeProgram program, SessionOptions options) {
        Session session = new Session("test", () -> program, options);
        opened.add(session);
        return session;
    }

    Session open(FakeProgram program) {
        return open(program, SessionOptions.defaults());
    }

    @AfterEach
    void closeAll() {
        for (Session session : opened) {
            session.close();
            idle(session);
            assertEquals(SessionState.CLOSED, session.state());
            assertEquals(0, session.subscriptions(), "a closed session lets go of its listeners");
        }
    }

    /** Waits until the session has done what it was told. */
    static void idle(Session session) {
        try {
            assertTrue(session.waitIdle(LONG), "the session does not come to rest");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a statement waits for a permit that is not there. */
    static void held(Semaphore gate) {
        while (!gate.hasQueuedThreads() || gate.availablePermits() > 0) {
            Thread.onSpinWait();
        }
    }

    /** The moment after a number of statements of a run that did nothing but step there. */
    Moment stepped(int statements, int length) {
        Session session = open(new FakeProgram(length));
        for (int i = 0; i < statements; i++) {
            session.step();
        }
        idle(session);
        return session.moment();
    }

    static void assertSamePlace(Moment expected, Moment actual) {
        assertEquals(expected.position(), actual.position());
        assertEquals(expected.state(), actual.state());
        assertEquals(expected.lastRows(), actual.lastRows());
        assertEquals(FakeProgram.words(expected), FakeProgram.words(actual));
    }
}
