package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.Scenario;
import org.mmscope.session.snapshot.JsonSnapshotWriter;

/** What sessions over real machines are tested with. */
final class Places {

    private Places() {
    }

    /** Waits until a session is idle, and gives it. */
    static Session at(Session session) {
        try {
            assertTrue(session.waitIdle(Duration.ofMinutes(5)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return session;
    }

    static String json(MachineView view) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JsonSnapshotWriter.write(view, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(Session session) {
        return json(at(session).moment().view());
    }

    /** The JSON of every place of a run, stepped through. */
    static List<String> all(Scenario scenario) {
        List<String> places = new ArrayList<>();
        try (Session session = Session.open(scenario, SessionOptions.headless())) {
            places.add(json(session));
            while (session.state().canAdvance()) {
                session.step();
                places.add(json(session));
            }
        }
        return places;
    }
}
