package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.mmscope.machine.MemoryCapture;

class SessionPublishingTest extends SessionTestBase {

    /** What a listener throws; without a stack trace, as the session logs it. */
    private static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OnPurpose() {
            super("a listener fails on purpose", null, false, false);
        }
    }

    private final AtomicLong clock = new AtomicLong();
    private final ManualExecutor display = new ManualExecutor();
    private final List<Moment> heard = new ArrayList<>();

    /** A session whose every statement takes a number of milliseconds of the host. */
    private Session slow(int length, int millis) {
        FakeProgram program = new FakeProgram(length);
        program.beforeStep = n -> clock.addAndGet(millis * 1_000_000L);
        return open(program, SessionOptions.defaults().withNanoTime(clock::get));
    }

    @Test
    void atMostTwentyFiveASecondAndTheLastArrives() {
        Session session = slow(1_000, 1);
        session.subscribe(heard::add, Runnable::run);
        session.run();
        idle(session);
        long running = heard.stream().filter(m -> m.state() == SessionState.RUNNING).count();
        assertEquals(26, running, "one at the start and 25 in the second that it took");
        assertEquals(SessionState.FINISHED, heard.getLast().state());
        assertEquals(1_000, heard.getLast().statement());
        assertSame(heard.getLast(), session.moment());
    }

    @Test
    void aBusyDisplayHearsOfTheNewestMomentOnly() {
        Session session = slow(1_000, 1);
        session.subscribe(heard::add, display);
        display.runAll();
        session.run();
        idle(session);
        assertEquals(1, display.waiting(), "moments do not pile up");
        display.runAll();
        assertEquals(2, heard.size());
        assertEquals(1_000, heard.getLast().statement());
    }

    @Test
    void everyStepIsHeardOf() {
        Session session = open(new FakeProgram(5), SessionOptions.defaults().withNanoTime(clock::get));
        session.subscribe(heard::add, Runnable::run);
        for (int i = 0; i < 3; i++) {
            session.step();
        }
        idle(session);
        assertEquals(List.of(0L, 1L, 2L, 3L), heard.stream().map(Moment::statement).toList());
    }

    @Test
    void changedFramesCoverWhatWasLeftOut() {
        Session session = open(new FakeProgram(20));
        session.subscribe(heard::add, display);
        display.runAll();
        assertEquals(FakeProgram.FRAMES, heard.getFirst().changedFrames().cardinality(), "first everything is new");
        session.step();
        session.step();
        session.step();
        idle(session);
        display.runAll();
        BitSet expected = new BitSet();
        expected.set(0, 3);
        assertEquals(expected, heard.getLast().changedFrames());
        session.step();
        idle(session);
        display.runAll();
        assertEquals(BitSet.valueOf(new long[] { 1 << 3 }), heard.getLast().changedFrames());
    }

    @Test
    void changedFramesCoverGoingBack() {
        Session session = open(new FakeProgram(20));
        session.subscribe(heard::add, display);
        session.runToLine(6);
        idle(session);
        display.runAll();
        session.jumpTo(2);
        idle(session);
        display.runAll();
        MemoryCapture before = (MemoryCapture) heard.get(heard.size() - 2).view().memory();
        for (int pfn = 0; pfn < FakeProgram.FRAMES; pfn++) {
            boolean same = before.read32(pfn * 4096L) == heard.getLast().view().memory().read32(pfn * 4096L);
            assertTrue(same || heard.getLast().changedFrames().get(pfn), "frame " + pfn);
        }
    }

    @Test
    void nobodyIsCalledAfterClosing() {
        Session session = open(new FakeProgram(5));
        Subscription subscription = session.subscribe(heard::add, display);
        session.step();
        idle(session);
        assertEquals(1, session.subscriptions());
        subscription.close();
        subscription.close();
        assertEquals(0, session.subscriptions());
        display.runAll();
        session.step();
        idle(session);
        display.runAll();
        assertEquals(List.of(), heard);
    }

    @Test
    void aListenerMayEndItsOwnSubscription() {
        Session session = open(new FakeProgram(5));
        Subscription[] own = new Subscription[1];
        own[0] = session.subscribe(moment -> {
            heard.add(moment);
            own[0].close();
        }, display);
        display.runAll();
        session.step();
        idle(session);
        display.runAll();
        assertEquals(1, heard.size());
    }

    @Test
    void theLastMomentSaysClosed() {
        Session session = open(new FakeProgram(5));
        session.subscribe(heard::add, display);
        session.close();
        idle(session);
        display.runAll();
        assertEquals(SessionState.CLOSED, heard.getLast().state());
        session.subscribe(heard::add, Runnable::run);
        assertEquals(0, session.subscriptions());
    }

    @Test
    void anExecutorThatRefusesEndsTheSubscription() {
        Session session = open(new FakeProgram(5));
        session.subscribe(heard::add, command -> {
            throw new RejectedExecutionException();
        });
        assertEquals(0, session.subscriptions());
    }

    @Test
    void aListenerThatFailsDoesNotStopTheRun() {
        Session session = open(new FakeProgram(5));
        session.subscribe(moment -> {
            throw new OnPurpose();
        }, Runnable::run);
        session.subscribe(heard::add, Runnable::run);
        session.run();
        idle(session);
        assertEquals(SessionState.FINISHED, session.state());
        assertEquals(5, heard.getLast().statement());
    }

    @Test
    void watchingChangesNothing() {
        Session watched = slow(200, 50);
        watched.subscribe(heard::add, Runnable::run);
        watched.run();
        idle(watched);
        assertFalse(heard.size() < 200);
        assertSamePlace(stepped(200, 200), watched.moment());
    }
}
