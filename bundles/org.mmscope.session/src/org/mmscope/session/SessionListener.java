package org.mmscope.session;

/** Hears of new moments of a session. */
@FunctionalInterface
public interface SessionListener {

    /**
     * The session is at a new moment. Called by the executor given when subscribing, one call after the other; moments
     * that were overtaken by newer ones before the executor got to them are left out, the last one never is.
     *
     * @param moment the newest moment; its changed frames cover every moment left out since the last call
     */
    void momentChanged(Moment moment);
}
