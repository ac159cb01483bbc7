package org.mmscope.win32.heap;

import org.mmscope.kernel.ExceptionRecord;

/** An exception that unwinds simulated user code, as structured exception handling does. It is no error of ours. */
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ExceptionRecord exception;

    public UserException(ExceptionRecord exception) {
        super(null, null, false, false);
        this.exception = exception;
    }

    /** What was raised. */
    public ExceptionRecord exception() {
        return exception;
    }
}
