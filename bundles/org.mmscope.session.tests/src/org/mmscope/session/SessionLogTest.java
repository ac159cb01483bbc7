package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.session.Places.at;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.PageMoved;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.scenario.Scenario;

/** The event log and the samples are those of the run, whichever way it was gone through. */
class SessionLogTest {

    private static List<LoggedEvent> log(Session session) {
        return at(session).events(EventFilter.ALL, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Test
    void jumpsChangeNeitherLogNorSamples() {
        for (int seed = 0; seed < 4; seed++) {
            Scenario scenario = RandomRun.scenario(seed, 150);
            SessionOptions options = SessionOptions.defaults().withSamples(16);
            try (Session straight = Session.open(scenario, options);
                    Session jumping = Session.open(scenario, options)) {
                straight.run();
                Random random = new Random(seed);
                for (int i = 0; i < 25; i++) {
                    jumping.jumpTo(random.nextInt(200));
                    at(jumping);
                    if (random.nextInt(3) == 0) {
                        jumping.stepInto();
                        at(jumping);
                    }
                }
                jumping.run();
                at(jumping);
                jumping.restart();
                assertEquals(log(straight), log(jumping));
                assertEquals(straight.samples(), jumping.samples());
                assertTrue(straight.samples().size() > 8 && straight.samples().size() <= 16);
                assertTrue(straight.eventCount() > 1000, straight.eventCount() + " events");
            }
        }
    }

    @Test
    void samplesAreWhatTheMachineSays() {
        Scenario scenario = RandomRun.scenario(8, 100);
        try (Session session = Session.open(scenario, SessionOptions.defaults())) {
            session.run();
            List<Sample> samples = at(session).samples();
            assertEquals(session.statement() + 1, samples.size());
            for (Sample sample : samples) {
                session.jumpTo(sample.statement());
                Moment moment = at(session).moment();
                assertEquals(moment.time(), sample.time());
                assertEquals(moment.view().counters().availablePages(), sample.available());
                assertEquals(moment.view().counters().commitTotal(), sample.commit());
                assertEquals(moment.view().pageLists().modified(), sample.modified());
                assertEquals(moment.view().pageLists().standby(), sample.standby());
                for (ProcessView process : moment.view().processes()) {
                    assertEquals(process.workingSet().size(), (long) sample.workingSets().get(process.name()));
                }
            }
            long faults = session.transcript().stream().mapToLong(row -> row.faults().size()).sum();
            assertTrue(faults > 0);
            session.jumpTo(Long.MAX_VALUE);
            assertEquals(at(session).transcript().stream().mapToLong(row -> row.faults().size()).sum(),
                    samples.getLast().faults());
        }
    }

    @Test
    void theLogIsFiltered() {
        Scenario scenario = RandomRun.scenario(3, 120);
        try (Session session = Session.open(scenario, SessionOptions.defaults())) {
            session.run();
            List<LoggedEvent> all = log(session);
            check(session, all, EventFilter.types(Set.of(PageMoved.class)));
            check(session, all, EventFilter.steps(Set.of(FaultStep.Kind.FAULT_TAKEN)));
            check(session, all, EventFilter.addresses(0x10000000L, 0x1001FFFFL));
            int pfn = all.stream().map(LoggedEvent::event).filter(PageMoved.class::isInstance)
                    .map(PageMoved.class::cast).findFirst().orElseThrow().pfn();
            check(session, all, EventFilter.frame(pfn));
            check(session, all, EventFilter.frame(pfn).or(EventFilter.steps(Set.of(FaultStep.Kind.RESOLVED)))
                    .and(EventFilter.ALL));
            long last = all.get(all.size() / 2).statement();
            assertEquals(all.stream().filter(event -> event.statement() >= 10 && event.statement() <= last).toList(),
                    session.events(EventFilter.ALL, 10, last, Integer.MAX_VALUE));
        }
    }

    private static void check(Session session, List<LoggedEvent> all, EventFilter filter) {
        List<LoggedEvent> wanted = all.stream().filter(event -> filter.wants(event.event())).toList();
        assertTrue(!wanted.isEmpty() && wanted.size() < all.size(), wanted.size() + " of " + all.size());
        assertEquals(wanted, session.events(filter, 0, Long.MAX_VALUE, Integer.MAX_VALUE));
        assertEquals(wanted.subList(0, 1), session.events(filter, 0, Long.MAX_VALUE, 1));
    }
}
