package org.mmscope.machine;

/** What a reference does with the byte it names. */
public enum Access {
    /** Reads data. */
    READ,
    /** Writes data. */
    WRITE,
    /** Fetches an instruction. */
    EXECUTE
}
