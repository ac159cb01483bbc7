package org.mmscope.session.snapshot;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;

/** Sets each part of a snapshot, and each element of its lists, on a line of its own. */
final class SnapshotPrinter implements PrettyPrinter {

    private static final int LINES_DOWN_TO = 2;

    private int depth;

    @Override
    public void writeRootValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        newLineWhen(out, depth < LINES_DOWN_TO);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(':');
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        newLineWhen(out, depth < LINES_DOWN_TO);
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        depth--;
        newLineWhen(out, depth == 0);
        out.writeRaw('}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        newLineWhen(out, depth == LINES_DOWN_TO);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        newLineWhen(out, depth == LINES_DOWN_TO);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        depth--;
        out.writeRaw(']');
    }

    private static void newLineWhen(JsonGenerator out, boolean condition) throws IOException {
        if (condition) {
            out.writeRaw('\n');
        }
    }
}
