package org.mmscope.ui.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.IWorkbenchPart;
import org.mmscope.model.live.ModelChange;
import org.mmscope.session.Moment;
import org.mmscope.session.SessionState;
import org.mmscope.session.Subscription;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionCommands;
import org.mmscope.ui.SessionProvider;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.SessionServiceListener;

/** The one source of the session's state for the enablement of commands. */
public final class SessionStateSource extends AbstractSourceProvider {

    private static final String NONE = "NONE";

    private final Subscription subscription = SessionService.get().addListener(new Following());
    private final ActivePart activePart = new ActivePart(this::partActivated);
    private Map<String, Object> state = read();

    @Override
    public Map<String, Object> getCurrentState() {
        return state;
    }

    @Override
    public String[] getProvidedSourceNames() {
        return new String[] { SessionCommands.STATE_VARIABLE, SessionCommands.PAST_VARIABLE,
            SessionCommands.ADVANCE_VARIABLE };
    }

    @Override
    public void dispose() {
        subscription.close();
        activePart.close();
    }

    /** A part with a session of its own makes that the active one. */
    private void partActivated(IWorkbenchPart part) {
        Optional.ofNullable(Adapters.adapt(part, SessionProvider.class)).flatMap(SessionProvider::session)
                .ifPresent(SessionService.get()::activate);
        refresh();
    }

    private void refresh() {
        Map<String, Object> now = read();
        if (!now.equals(state)) {
            state = now;
            fireSourceChanged(ISources.WORKBENCH, now);
        }
    }

    private Map<String, Object> read() {
        Optional<Moment> moment = SessionService.get().active().map(open -> open.model().moment());
        SessionState present = moment.map(Moment::state).orElse(null);
        boolean provided = present == null && SessionTarget.provider().isPresent();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(SessionCommands.STATE_VARIABLE, present == null ? NONE : present.name());
        values.put(SessionCommands.PAST_VARIABLE, moment.map(m -> m.statement() > 0).orElse(false));
        values.put(SessionCommands.ADVANCE_VARIABLE, provided || present != null && present.canAdvance());
        return values;
    }

    private final class Following implements SessionServiceListener {
        @Override
        public void activeSessionChanged(Optional<OpenSession> active) {
            refresh();
        }

        @Override
        public void modelChanged(OpenSession session, ModelChange change) {
            refresh();
        }
    }
}
