package org.mmscope.scenario.internal.trace;

/** There is not memory enough for a trace: for the pages that the traced program had, or to look ahead in it. */
public final class TraceMemoryException extends Exception {

    private static final long serialVersionUID = 1L;

    TraceMemoryException(String message) {
        super(message);
    }

    TraceMemoryException(int status) {
        super(String.format("the process cannot have the pages of the trace: status 0x%08X", status));
    }
}
