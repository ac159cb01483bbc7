package org.mmscope.ui;

import java.util.Optional;

import org.mmscope.model.live.ModelChange;

/** Hears what becomes of the open sessions. Every method is called on the UI thread. */
public interface SessionServiceListener {

    /** A session was opened; if it became the active one, {@link #activeSessionChanged} follows. */
    default void sessionOpened(OpenSession session) {
    }

    /** A session was closed; its model does not change any more. */
    default void sessionClosed(OpenSession session) {
    }

    /** Another session is the active one, or none is. */
    default void activeSessionChanged(Optional<OpenSession> active) {
    }

    /** The model of a session, active or not, took a moment or made objects on demand. */
    default void modelChanged(OpenSession session, ModelChange change) {
    }
}
