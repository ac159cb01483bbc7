package org.mmscope.kernel.check;

/** Where checkers report. */
@FunctionalInterface
public interface ViolationSink {

    /** Takes one violation; called on the checker's thread. */
    void violation(Violation violation);
}
