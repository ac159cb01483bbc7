package org.mmscope.session.internal;

/** A statement was given up in the middle; the program must be restored. */
public final class StatementInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One without a stack, as it is no error. */
    public StatementInterruptedException() {
        super("the statement was given up", null, false, false);
    }
}
