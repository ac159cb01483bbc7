package org.mmscope.ui;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.part.ViewPart;
import org.mmscope.model.live.ModelChange;
import org.mmscope.session.Subscription;

/**
 * A view that shows the active session. A subclass makes its controls and says how to show another session and how to
 * follow a change; this class listens, calls it only while the view can be seen, remembers that it is stale otherwise,
 * and stops listening when the view is closed.
 */
public abstract class MomentView extends ViewPart {

    private final Following following = new Following();
    private final IPartListener2 visibility = new Visibility();
    private Subscription subscription;
    private boolean visible;
    private boolean stale = true;
    private OpenSession shown;

    /** Makes the controls. No session is shown yet. */
    protected abstract void createContents(Composite parent);

    /** Shows another session, or that there is none. */
    protected abstract void show(Optional<OpenSession> session);

    /**
     * Follows a change of the session that is shown. When several changes happened while the view could not be seen,
     * {@link #show} is called instead.
     */
    protected abstract void follow(ModelChange change);

    /** The session that is shown. */
    protected final Optional<OpenSession> shown() {
        return Optional.ofNullable(shown);
    }

    @Override
    public final void createPartControl(Composite parent) {
        createContents(parent);
        subscription = SessionService.get().addListener(following);
        getSite().getPage().addPartListener(visibility);
        parent.addListener(SWT.Dispose, event -> unhook());
        visible = getSite().getPage().isPartVisible(this);
        refreshIfStale();
    }

    /** Whether what is shown is older than the session's model; always false while the view can be seen. */
    public final boolean isStale() {
        return stale;
    }

    private void unhook() {
        subscription.close();
        getSite().getPage().removePartListener(visibility);
    }

    private void refreshIfStale() {
        if (visible && stale) {
            stale = false;
            shown = SessionService.get().active().orElse(null);
            show(shown());
        }
    }

    private final class Following implements SessionServiceListener {
        @Override
        public void activeSessionChanged(Optional<OpenSession> active) {
            stale = true;
            refreshIfStale();
        }

        @Override
        public void modelChanged(OpenSession session, ModelChange change) {
            if (visible && session == shown) {
                follow(change);
            } else {
                stale = true;
            }
        }
    }

    private final class Visibility implements IPartListener2 {
        @Override
        public void partVisible(IWorkbenchPartReference reference) {
            setVisible(reference, true);
        }

        @Override
        public void partHidden(IWorkbenchPartReference reference) {
            setVisible(reference, false);
        }

        private void setVisible(IWorkbenchPartReference reference, boolean value) {
            if (reference.getPart(false) == MomentView.this) {
                visible = value;
                refreshIfStale();
            }
        }
    }
}
