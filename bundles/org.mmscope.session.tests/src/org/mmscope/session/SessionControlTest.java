package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.session.Places.at;
import static org.mmscope.session.Places.json;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.scenario.Scenario;

/** Breakpoints, conditions, going inside faults, giving long statements up. */
class SessionControlTest {

    private static final String TEXT = """
            machine profile=xp memory=16MB pagefile=32MB
            process A
            A: r = VirtualAlloc(0x10000000, 1MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            repeat 40
            A: store32(r + $i * 4KB, $i)
            end
            A: touch(r, 3 * 4KB)
            trim A
            A: x = load32(r + 8KB)
            tick 2
            A: VirtualFree(r, 0, MEM_RELEASE)
            A: load8(r)
            """;
    private static final Scenario SCENARIO = RandomRun.scenario(TEXT);
    /** Statements before the first store of the repeat. */
    private static final int BEFORE_REPEAT = 2;

    private static Session open() {
        return Session.open(SCENARIO, SessionOptions.defaults());
    }

    private static Moment runTo(String condition) {
        try (Session session = open()) {
            session.runTo(Conditions.parse(condition));
            return at(session).moment();
        }
    }

    @Test
    void runsToCounters() {
        Moment few = runTo("workingSet_A >= 30");
        assertEquals(30, few.view().processes().get(1).workingSet().size());
        assertEquals(SessionState.PAUSED, few.state());
        long available;
        try (Session session = open()) {
            session.runToLine(5);
            available = at(session).moment().view().counters().availablePages();
        }
        Moment fewer = runTo("available <= " + (available - 10));
        assertEquals(available - 10, fewer.view().counters().availablePages());
        Moment modified = runTo("modified >= 40");
        assertEquals(8, modified.lastLine());
        assertTrue(modified.view().pageLists().modified() >= 40);
        Moment faults = runTo("faults_A >= 20");
        assertEquals(20, faults.view().processes().get(1).pageFaults());
        assertEquals(10, runTo("time >= 2000").lastLine());
    }

    @Test
    void runsToWhatACallGave() {
        assertEquals(BEFORE_REPEAT + 1, runTo("fault demand-zero").statement());
        assertEquals(9, runTo("fault transition").lastLine());
        assertEquals(12, runTo("exception access-violation").lastLine());
        assertEquals(BEFORE_REPEAT + 18, runTo("touches 0x10011000..0x10012fff").statement());
        assertEquals(BEFORE_REPEAT + 3, runTo("touches 0x10002000").statement());
    }

    @Test
    void runsToValuesAndAnswers() {
        assertEquals(9, runTo("x == 2").lastLine());
        assertEquals(3, runTo("r == 0x10000000").lastLine());
        assertEquals(BEFORE_REPEAT + 7, runTo("$i == 7").statement());
        assertEquals(BEFORE_REPEAT + 5, runTo("statement == " + (BEFORE_REPEAT + 5)).statement());
        assertEquals(SessionState.FINISHED, runTo("nothing == 0").state());
        assertEquals(3, runTo("!vad A has \"10000\"").lastLine());
        try (Session session = open()) {
            session.runToLine(5);
            at(session).runTo(Conditions.parse("!vad A lacks \"10000\""));
            assertEquals(11, at(session).moment().lastLine());
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String text : List.of("", "available <", "fault odd", "available", "touches 0x5..0x4", "x == \"text\"",
                "touches 0x10..0x100000000", "!odd A has \"x\"", "!vad has \"x\"")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Conditions.parse(text), text);
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Breakpoint.at(0));
    }

    @Test
    void conditionsAreJoined() {
        Condition many = Conditions.parse("workingSet_A >= 30").and(Conditions.parse("$i == 35"));
        Condition either = many.or(Conditions.parse("fault transition")).and(Conditions.line(3).not());
        try (Session session = open()) {
            session.runTo(either);
            assertEquals(BEFORE_REPEAT + 35, at(session).statement());
            session.runTo(either);
            assertEquals(9, at(session).moment().lastLine());
        }
    }

    @Test
    void breakpointsHaveConditions() {
        try (Session session = open()) {
            session.setBreakpoints(List.of(Breakpoint.at(5, "$i == 25"), Breakpoint.at(9)));
            session.run();
            assertEquals(BEFORE_REPEAT + 25, at(session).statement());
            session.run();
            assertEquals(9, at(session).moment().line());
            session.breakpoints(List.of());
            session.run();
            assertEquals(SessionState.FINISHED, at(session).state());
        }
    }

    @Test
    void runsBackToTheLastTime() {
        AtomicLong clock = new AtomicLong();
        SessionOptions options = SessionOptions.defaults().withNanoTime(() -> clock.addAndGet(1_000))
                .withHistory(new SessionOptions.HistoryLimits(6, Long.MAX_VALUE, 8_000));
        try (Session session = Session.open(SCENARIO, options)) {
            session.run();
            at(session).runBackTo(Conditions.parse("fault demand-zero"));
            assertEquals(BEFORE_REPEAT + 40, at(session).statement());
            session.runBackTo(Conditions.parse("fault demand-zero"));
            assertEquals(BEFORE_REPEAT + 39, at(session).statement());
            String there = json(session);
            session.runBackTo(Conditions.parse("$i == 7"));
            assertEquals(BEFORE_REPEAT + 7, at(session).statement());
            session.jumpTo(BEFORE_REPEAT + 39);
            assertEquals(there, json(session));
            session.runBackTo(Conditions.parse("x == 2"));
            assertEquals(BEFORE_REPEAT + 39, at(session).statement());
            assertEquals(there, json(session));
            session.runBackTo(Conditions.parse("statement == 0"));
            assertEquals(SessionState.READY, at(session).state());
        }
    }

    @Test
    void goesInsideFaultsDecisionByDecision() {
        List<String> places = Places.all(SCENARIO);
        try (Session session = open(); Session plain = open()) {
            session.jumpTo(BEFORE_REPEAT);
            plain.jumpTo(BEFORE_REPEAT + 1);
            List<FaultStep> expected = at(plain).events(BEFORE_REPEAT + 1).stream()
                    .filter(FaultStep.class::isInstance).map(FaultStep.class::cast).toList();
            assertTrue(expected.size() > 3, expected.toString());
            List<FaultStep> found = new ArrayList<>();
            for (session.stepInto(); at(session).moment().decision().isPresent(); session.stepInto()) {
                FaultDecision decision = session.moment().decision().get();
                assertEquals(found.size() + 1, decision.index());
                assertEquals(1, decision.fault());
                assertEquals(FaultStep.Kind.FAULT_TAKEN, ((FaultStep) decision.events().getFirst()).kind());
                assertEquals(decision.step(), decision.events().getLast());
                assertEquals(BEFORE_REPEAT, session.statement());
                assertEquals(5, session.moment().line());
                assertEquals(SessionState.PAUSED, session.state());
                assertTrue(json(session).length() > 1000);
                found.add(decision.step());
            }
            assertEquals(expected, found);
            assertEquals(places.get(BEFORE_REPEAT + 1), json(session));
            assertEquals(at(plain).transcript(), session.transcript());
            assertEquals(plain.events(BEFORE_REPEAT + 1), session.events(BEFORE_REPEAT + 1));
        }
    }

    @Test
    void theMachineInsideIsThatOfTheDecision() {
        try (Session session = open()) {
            session.jumpTo(BEFORE_REPEAT);
            long before = at(session).moment().view().counters().availablePages();
            session.stepInto();
            assertEquals(before, at(session).moment().view().counters().availablePages());
            while (at(session).moment().decision().get().step().kind() != FaultStep.Kind.RESOLVED) {
                session.stepInto();
            }
            assertTrue(session.moment().view().counters().availablePages() < before);
        }
    }

    @Test
    void everyWayOutOfAFaultLeadsWhereItShould() {
        List<String> places = Places.all(SCENARIO);
        try (Session session = open()) {
            inside(session, 4);
            session.stepBack();
            assertEquals(3, at(session).moment().decision().get().index());
            session.stepBack();
            session.stepBack();
            session.stepBack();
            assertEquals(places.get(BEFORE_REPEAT + 3), json(session));
            assertTrue(session.moment().decision().isEmpty());
            inside(session, 2);
            session.step();
            assertEquals(places.get(BEFORE_REPEAT + 4), json(session));
            inside(session, 2);
            session.jumpTo(BEFORE_REPEAT + 2);
            assertEquals(places.get(BEFORE_REPEAT + 2), json(session));
            inside(session, 3);
            session.runBackTo(Conditions.parse("$i == 3"));
            assertEquals(places.get(BEFORE_REPEAT + 3), json(session));
            inside(session, 1);
            session.run();
            assertEquals(places.getLast(), json(session));
        }
    }

    private static void inside(Session session, int index) {
        session.jumpTo(BEFORE_REPEAT + 3);
        at(session);
        for (int i = 0; i < index; i++) {
            session.stepInto();
        }
        assertEquals(index, at(session).moment().decision().orElseThrow().index());
    }

    @Test
    void aLongStatementIsGivenUp() {
        Scenario scenario = RandomRun.scenario("""
                machine memory=96MB pagefile=64MB
                process A
                A: r = VirtualAlloc(0x10000000, 64MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                A: fill(r, 64MB, 7)
                A: sum(r, 64MB)
                """);
        AtomicLong clock = new AtomicLong();
        SessionOptions impatient = SessionOptions.defaults().withNanoTime(() -> clock.addAndGet(150_000_000));
        try (Session session = Session.open(scenario, impatient);
                Session stepped = Session.open(scenario, SessionOptions.defaults())) {
            session.run();
            while (session.statement() < 2) {
                Thread.onSpinWait();
            }
            session.pause();
            assertEquals(2, at(session).moment().statement());
            assertEquals(SessionState.PAUSED, session.state());
            assertEquals(List.of(), session.events(3));
            stepped.jumpTo(2);
            assertEquals(json(stepped), json(session));
            session.run();
            stepped.run();
            assertEquals(json(stepped), json(session));
            assertEquals(stepped.transcript(), session.transcript());
            assertEquals(stepped.events(3), session.events(3));
        }
    }

    @Test
    void closingDoesNotWaitForALongStatement() {
        Scenario scenario = RandomRun.scenario("""
                machine memory=96MB pagefile=64MB
                process A
                A: r = VirtualAlloc(0x10000000, 64MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                A: fill(r, 64MB, 7)
                """);
        AtomicLong clock = new AtomicLong();
        SessionOptions impatient = SessionOptions.headless().withNanoTime(() -> clock.addAndGet(150_000_000));
        List<Moment> heard = new CopyOnWriteArrayList<>();
        Session session = Session.open(scenario, impatient);
        session.subscribe(heard::add, Runnable::run);
        session.run();
        while (session.statement() < 2) {
            Thread.onSpinWait();
        }
        session.close();
        Moment last = at(session).moment();
        assertEquals(SessionState.CLOSED, last.state());
        assertEquals(2, last.statement());
        assertEquals(last.statement(), heard.getLast().statement());
        assertEquals(SessionState.CLOSED, heard.getLast().state());
        assertEquals(Places.all(RandomRun.scenario(scenario.source().text().replaceAll(".*fill.*", ""))).getLast(),
                json(last.view()));
    }

    @Test
    void aRunIsSlowedDownAndLetGo() {
        try (Session session = open()) {
            assertThrows(IllegalArgumentException.class, () -> session.speed(0));
            assertThrows(IllegalArgumentException.class, () -> session.speed(Double.NaN));
            session.speed(0.001);
            session.run();
            while (session.statement() == 0) {
                Thread.onSpinWait();
            }
            session.pause();
            assertEquals(1, at(session).statement());
            session.run();
            session.speed(Double.POSITIVE_INFINITY);
            assertEquals(SessionState.FINISHED, at(session).state());
        }
    }
}
