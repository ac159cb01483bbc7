package org.mmscope.rcp.internal;

import java.util.Optional;

import org.eclipse.jface.action.StatusLineContributionItem;
import org.eclipse.osgi.util.NLS;
import org.mmscope.model.live.ModelChange;
import org.mmscope.session.Moment;
import org.mmscope.session.Subscription;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.SessionServiceListener;
import org.mmscope.ui.Sizes;

/** Says in the status line what the active session is doing, which line is next and what time it is in the machine. */
final class SessionStatus extends StatusLineContributionItem implements SessionServiceListener {

    private static final int WIDTH = 52;

    private final Subscription subscription;

    SessionStatus() {
        super("org.mmscope.rcp.status.session", WIDTH);
        subscription = SessionService.get().addListener(this);
        show();
    }

    @Override
    public void dispose() {
        subscription.close();
        super.dispose();
    }

    @Override
    public void activeSessionChanged(Optional<OpenSession> active) {
        show();
    }

    @Override
    public void modelChanged(OpenSession session, ModelChange change) {
        if (change.newMoment() && SessionService.get().active().filter(session::equals).isPresent()) {
            show();
        }
    }

    private void show() {
        String text = SessionService.get().active().map(open -> text(open, open.model().moment())).orElse("");
        setText(text);
    }

    private static String text(OpenSession open, Moment moment) {
        String time = Sizes.time(moment.time());
        return switch (moment.state()) {
            case RUNNING -> NLS.bind(Messages.Status_running, new Object[] { open.name(), moment.line(), time });
            case FINISHED -> NLS.bind(Messages.Status_finished, open.name(), time);
            case FAILED -> NLS.bind(Messages.Status_failed, open.name(), moment.message().orElse(""));
            case CLOSED -> "";
            case READY, PAUSED -> NLS.bind(Messages.Status_paused, new Object[] { open.name(), moment.line(), time });
        };
    }
}
