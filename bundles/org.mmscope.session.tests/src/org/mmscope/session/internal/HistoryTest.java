package org.mmscope.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.session.SessionOptions.HistoryLimits;

class HistoryTest {

    private record Sized(long bytes) implements Program.State {

        @Override
        public long bytesBeyond(Program.State other) {
            return bytes;
        }
    }

    private static Checkpoint at(long statement, long bytes) {
        return new Checkpoint(statement, statement * 100, new Sized(bytes), 0, List.of());
    }

    @Test
    void findsTheNearestBefore() {
        History history = new History(new HistoryLimits(10, Long.MAX_VALUE, 1));
        history.add(at(0, 0));
        history.add(at(10, 0));
        history.add(at(20, 0));
        assertEquals(0, history.atOrBefore(9).statement());
        assertEquals(10, history.atOrBefore(10).statement());
        assertEquals(20, history.atOrBefore(1_000).statement());
    }

    @Test
    void thinsOutEvenlyAndKeepsTheStart() {
        History history = new History(new HistoryLimits(20, Long.MAX_VALUE, 1));
        for (int i = 0; i <= 10_000; i++) {
            history.add(at(i, 0));
            assertTrue(history.size() <= 20);
        }
        long widest = 0;
        for (long i = 0; i <= 10_000; i++) {
            widest = Math.max(widest, i - history.atOrBefore(i).statement());
        }
        assertTrue(widest <= 10_000 / 20 * 4, "widest gap " + widest);
    }

    @Test
    void memoryIsBounded() {
        History history = new History(new HistoryLimits(1_000, 10_000, 1));
        for (int i = 0; i < 500; i++) {
            history.add(at(i, 900));
            assertTrue(history.bytes() <= 10_000);
        }
        assertEquals(9_900, history.bytes());
        assertEquals(0, history.atOrBefore(0).statement());
    }

    @Test
    void aCheckpointTooBigForTheLimitGoes() {
        History history = new History(new HistoryLimits(1_000, 10_000, 1));
        history.add(at(0, 0));
        history.add(at(1, 20_000));
        assertEquals(1, history.size());
        assertEquals(0, history.bytes());
    }

    @Test
    void checkpointsGetRarerInALongRun() {
        History history = new History(new HistoryLimits(10, Long.MAX_VALUE, 50));
        assertEquals(50, history.interval(100));
        assertEquals(20_000, history.interval(100_000));
    }
}
