package org.mmscope.scenario.internal;

import org.mmscope.scenario.SourceSpan;

/** Ends the reading of a line at its first error. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SourceSpan span;

    SyntaxException(SourceSpan span, String message) {
        super(message, null, false, false);
        this.span = span;
    }

    SourceSpan span() {
        return span;
    }
}
