package org.mmscope.cli.internal;

/** Exit codes of the commands. */
final class ExitCode {

    /** Done; nothing wrong was found. */
    static final int OK = 0;
    /** Done; an expectation failed, an invariant is broken, two snapshots differ. */
    static final int FOUND = 1;
    /** Input or arguments were refused. */
    static final int REFUSED = 2;
    /** An error of mmscope itself. */
    static final int INTERNAL = 3;

    private ExitCode() {
    }
}
