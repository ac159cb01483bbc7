package org.mmscope.scenario;

/** Ends a run at a line that could not be carried out, such as a process for which there is no memory. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    ScenarioException(Diagnostic diagnostic, Throwable cause) {
        super(diagnostic.toString(), cause);
        this.diagnostic = diagnostic;
    }

    /** Where and why. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
