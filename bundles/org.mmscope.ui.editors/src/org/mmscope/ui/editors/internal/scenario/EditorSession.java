package org.mmscope.ui.editors.internal.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.mmscope.scenario.Diagnostic;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionProvider;
import org.mmscope.ui.SessionService;

/**
 * The session of one scenario editor. It runs the text as it was when the session was opened; when the text has been
 * edited since, the next command to run opens another in its place. UI thread.
 */
final class EditorSession implements SessionProvider, AutoCloseable {

    private final Supplier<SourceText> source;
    private final Consumer<List<Diagnostic>> refused;
    private OpenSession session;

    /**
     * No session yet.
     *
     * @param source the text as it is now
     * @param refused is told why the text was not run
     */
    EditorSession(Supplier<SourceText> source, Consumer<List<Diagnostic>> refused) {
        this.source = source;
        this.refused = refused;
    }

    @Override
    public Optional<OpenSession> session() {
        return Optional.ofNullable(session);
    }

    /** Whether there is a session and it runs another text than the editor shows. */
    boolean isStale() {
        return session != null && !session.source().text().equals(source.get().text());
    }

    @Override
    public Optional<OpenSession> prepareSession() {
        if (session == null || isStale()) {
            ParseResult result = Scenario.parse(source.get());
            if (result.refused()) {
                refused.accept(result.diagnostics());
                return Optional.empty();
            }
            OpenSession old = session;
            session = SessionService.get().open(result.scenario());
            if (old != null) {
                SessionService.get().close(old);
            }
        }
        SessionService.get().activate(session);
        return session();
    }

    /** Forgets a session that somebody else closed. */
    void closed(OpenSession other) {
        if (other == session) {
            session = null;
        }
    }

    @Override
    public void close() {
        if (session != null) {
            OpenSession old = session;
            session = null;
            SessionService.get().close(old);
        }
    }
}
