package org.mmscope.session.snapshot;

import java.io.IOException;

/** A snapshot file is damaged or is not a snapshot. */
public final class SnapshotFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param message what was expected and what was found
     * @param offset where, in bytes from the start of the file
     */
    public SnapshotFormatException(String message, long offset) {
        super(message + " at offset " + offset);
        this.offset = offset;
    }

    /** Where the damage is, in bytes from the start of the file. */
    public long offset() {
        return offset;
    }
}
