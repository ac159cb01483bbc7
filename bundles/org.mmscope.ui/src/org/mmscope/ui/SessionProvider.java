package org.mmscope.ui;

import java.util.Optional;

/**
 * What a workbench part that has a machine of its own adapts to: the scenario editor, a diagram of its session. The
 * session commands use it to find the machine they act on, and to get one where there is none yet.
 */
public interface SessionProvider {

    /** The open session of this part, if there is one. */
    Optional<OpenSession> session();

    /**
     * The session to run: the open one if it runs what the part shows, otherwise a new one in its place. Empty when
     * that cannot be had, for instance because the text is refused; the part has then told the person why.
     */
    Optional<OpenSession> prepareSession();
}
