package org.mmscope.ui.editors.internal.section;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.mmscope.model.live.ModelChange;
import org.mmscope.session.Moment;
import org.mmscope.session.Subscription;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.SessionServiceListener;
import org.mmscope.ui.UiThread;

/**
 * Follows the active session: derives the section graph of each new moment off the UI thread, the newest first and
 * those that it overtook not at all, and shows it with marks against the one shown before. While nobody can see it,
 * nothing is derived.
 */
final class SectionFollower implements SessionServiceListener, AutoCloseable {

    /** Shows a section graph. */
    @FunctionalInterface
    interface Screen {

        /** Called on the UI thread; the session is null when there is none. */
        void show(OpenSession session, SectionGraph graph);
    }

    private record Request(OpenSession session, Moment moment) {
    }

    private final Control control;
    private final Screen screen;
    private final Subscription subscription;
    private final AtomicReference<Request> pending = new AtomicReference<>();
    private final Job job = Job.createSystem(Messages.job_derive, this::derive);
    private OpenSession session;
    private SectionGraph latest;
    private long latestStatement;
    private boolean visible = true;

    SectionFollower(Control control, Screen screen) {
        this.control = control;
        this.screen = screen;
        this.subscription = SessionService.get().addListener(this);
        activeSessionChanged(SessionService.get().active());
    }

    /** Says whether anybody can see the screen. */
    void setVisible(boolean value) {
        visible = value;
        catchUp();
    }

    @Override
    public void activeSessionChanged(Optional<OpenSession> active) {
        session = active.orElse(null);
        latest = null;
        if (session == null) {
            pending.set(null);
            screen.show(null, SectionGraph.EMPTY);
        } else {
            catchUp();
        }
    }

    @Override
    public void modelChanged(OpenSession changed, ModelChange change) {
        if (changed == session) {
            catchUp();
        }
    }

    private void catchUp() {
        if (visible && session != null) {
            pending.set(new Request(session, session.model().moment()));
            job.schedule();
        }
    }

    private IStatus derive(IProgressMonitor monitor) {
        Request request = pending.getAndSet(null);
        if (request != null) {
            SectionGraph graph = SectionGraphBuilder.of(request.moment().view());
            UiThread.later(control, c -> take(request, graph));
        }
        return Status.OK_STATUS;
    }

    private void take(Request request, SectionGraph graph) {
        long statement = request.moment().statement();
        if (request.session() != session || statement == latestStatement && graph.equals(latest)) {
            return;
        }
        SectionGraph before = latest;
        latest = graph;
        latestStatement = statement;
        screen.show(session, before == null ? graph : graph.marked(before));
    }

    @Override
    public void close() {
        subscription.close();
        job.cancel();
        pending.set(null);
    }
}
