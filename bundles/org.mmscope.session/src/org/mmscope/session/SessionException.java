package org.mmscope.session;

/** A session could not be opened; the message says why in a sentence for the user. */
public final class SessionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
