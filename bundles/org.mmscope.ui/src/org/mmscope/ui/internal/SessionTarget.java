package org.mmscope.ui.internal;

import java.util.Optional;

import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.mmscope.session.Session;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionProvider;
import org.mmscope.ui.SessionService;

/** Finds the session that a command is meant for. */
final class SessionTarget {

    private SessionTarget() {
    }

    /** The session to run or step: the active editor's, made when needed, or else the active one. */
    static Optional<Session> toAdvance() {
        Optional<SessionProvider> provider = provider();
        if (provider.isPresent()) {
            return provider.get().prepareSession().map(OpenSession::session);
        }
        return present();
    }

    /** The active session. */
    static Optional<Session> present() {
        return SessionService.get().active().map(OpenSession::session);
    }

    /** The active editor if it has a machine of its own. */
    static Optional<SessionProvider> provider() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        IWorkbenchPage page = window == null ? null : window.getActivePage();
        IEditorPart editor = page == null ? null : page.getActiveEditor();
        return Optional.ofNullable(editor == null ? null : Adapters.adapt(editor, SessionProvider.class));
    }
}
