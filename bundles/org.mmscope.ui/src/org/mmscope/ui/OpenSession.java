package org.mmscope.ui;

import java.nio.file.Path;
import java.util.concurrent.Executor;

import org.mmscope.model.live.LiveModel;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;

/** One machine that is open in the workbench: the session that runs it and the model that follows it. */
public final class OpenSession {

    private final SourceText source;
    private final Session session;
    private final LiveModel model;

    OpenSession(Scenario scenario, SessionOptions options, Executor ui) {
        source = scenario.source();
        session = Session.open(scenario, options);
        model = new LiveModel(session, ui);
    }

    /** The scenario that it runs. */
    public SourceText source() {
        return source;
    }

    /** A short name for people: the file name without its folder. */
    public String name() {
        Path name = Path.of(source.fileName()).getFileName();
        return name == null ? source.fileName() : name.toString();
    }

    /** The session. Commands may be given from any thread. */
    public Session session() {
        return session;
    }

    /** The model, which belongs to the UI thread. */
    public LiveModel model() {
        return model;
    }

    void close() {
        model.close();
        session.close();
    }

    @Override
    public String toString() {
        return name();
    }
}
