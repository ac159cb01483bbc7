package org.mmscope.session.snapshot;

import java.io.IOException;
import java.io.OutputStream;

/** A named part of a native snapshot whose meaning its writer alone knows. */
@FunctionalInterface
public interface StateChunk {

    /** Writes the part; the stream is buffered and stays open. */
    void writeTo(OutputStream out) throws IOException;
}
