package org.mmscope.kernel;

/**
 * The machine has stopped by a bug check in the middle of what was asked of it, and does nothing more; what its memory
 * holds can be looked at, and an earlier state restored. Thrown where KeBugCheckEx does not return.
 */
public final class BugCheckException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BugCheck bugCheck;

    /** An exception for a bug check. */
    public BugCheckException(BugCheck bugCheck) {
        super(bugCheck.toString());
        this.bugCheck = bugCheck;
    }

    /** Why the machine stopped. */
    public BugCheck bugCheck() {
        return bugCheck;
    }
}
