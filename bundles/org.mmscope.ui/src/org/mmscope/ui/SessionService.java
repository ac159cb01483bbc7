package org.mmscope.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.SessionException;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.Subscription;
import org.mmscope.ui.internal.UiActivator;

/**
 * The machines that are open in the workbench, of which at most one is active: the one that commands act on and that
 * views follow. UI thread.
 */
public final class SessionService implements AutoCloseable {

    private final Executor ui;
    private final Supplier<SessionOptions> options;
    private final Map<OpenSession, Subscription> sessions = new LinkedHashMap<>();
    private final List<SessionServiceListener> listeners = new CopyOnWriteArrayList<>();
    private OpenSession active;

    /**
     * Makes a service without sessions. The workbench has one, see {@link #get()}.
     *
     * @param ui runs a task later on the thread that this service belongs to
     * @param options asked for each session that is opened
     */
    public SessionService(Executor ui, Supplier<SessionOptions> options) {
        this.ui = Objects.requireNonNull(ui);
        this.options = Objects.requireNonNull(options);
    }

    /** The workbench's service. */
    public static SessionService get() {
        return UiActivator.sessions();
    }

    /**
     * Opens a machine that is ready to run a scenario, and makes it the active one.
     *
     * @throws RefusedScenarioException if the text is refused; nothing is opened then
     * @throws SessionException if the machine does not start
     */
    public OpenSession open(SourceText source) throws RefusedScenarioException {
        ParseResult result = Scenario.parse(source);
        if (result.refused()) {
            throw new RefusedScenarioException(result.diagnostics());
        }
        return open(result.scenario());
    }

    /**
     * Opens a machine that is ready to run a scenario, and makes it the active one.
     *
     * @throws SessionException if the machine does not start
     */
    public OpenSession open(Scenario scenario) {
        OpenSession opened = new OpenSession(scenario, options.get(), ui);
        sessions.put(opened, opened.model().addListener(change -> tell(l -> l.modelChanged(opened, change))));
        tell(l -> l.sessionOpened(opened));
        activate(opened);
        return opened;
    }

    /** The open sessions in the order in which they were opened. */
    public List<OpenSession> sessions() {
        return List.copyOf(sessions.keySet());
    }

    /** The session that commands act on and views follow. */
    public Optional<OpenSession> active() {
        return Optional.ofNullable(active);
    }

    /** Makes an open session the active one. A closed one is ignored. */
    public void activate(OpenSession session) {
        if (sessions.containsKey(session) && active != session) {
            setActive(session);
        }
    }

    /** Ends a session. If it was the active one, the one opened last becomes active. */
    public void close(OpenSession session) {
        Subscription subscription = sessions.remove(session);
        if (subscription == null) {
            return;
        }
        subscription.close();
        session.close();
        if (active == session) {
            List<OpenSession> left = new ArrayList<>(sessions.keySet());
            setActive(left.isEmpty() ? null : left.get(left.size() - 1));
        }
        tell(l -> l.sessionClosed(session));
    }

    /** Adds a listener, to be removed by closing what is returned. It is not told of what is there already. */
    public Subscription addListener(SessionServiceListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return () -> listeners.remove(listener);
    }

    /** How many listeners there are; for tests that look for leaks. */
    public int listenerCount() {
        return listeners.size();
    }

    /** Closes every session. */
    @Override
    public void close() {
        sessions().forEach(this::close);
    }

    private void setActive(OpenSession session) {
        active = session;
        tell(l -> l.activeSessionChanged(active()));
    }

    private void tell(Consumer<SessionServiceListener> call) {
        listeners.forEach(call);
    }
}
