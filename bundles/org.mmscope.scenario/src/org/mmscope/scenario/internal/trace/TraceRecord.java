package org.mmscope.scenario.internal.trace;

/** One access of a traced program. One object serves all, one after the other. */
final class TraceRecord {

    /** What the program did. */
    enum Kind {
        FETCH, LOAD, STORE, MODIFY
    }

    /** The most bytes of one access. */
    static final int MAXIMUM_SIZE = 4096;

    Kind kind;
    /** Where, in the address space of the traced program, unsigned. */
    long address;
    /** How many bytes, 1 to {@link #MAXIMUM_SIZE}. */
    int size;
}
