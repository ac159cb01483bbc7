package org.mmscope.session.snapshot;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads objects of known fields from a stream of JSON. Every field must be there once, in any order, and no other;
 * what is wrong is reported with its offset.
 */
final class JsonCursor {

    /** Reads one value. */
    interface ValueReader<T> {
        T read() throws IOException;
    }

    private static final BigInteger UNSIGNED_64 = BigInteger.ONE.shiftLeft(64);

    private final JsonParser parser;

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Moves to the first value. */
    void start() throws IOException {
        next();
    }

    /** Makes sure that nothing follows the value read. */
    void end() throws IOException {
        if (next() != null) {
            throw damaged("something after the snapshot");
        }
    }

    /** Reads the object at hand. Fields without a reader of their own hold a number, a string, a boolean or null. */
    JsonObject object(Map<String, ValueReader<?>> readers, String... names) throws IOException {
        return object(readers, Set.of(), names);
    }

    /** As {@link #object(Map, String...)}, with fields that may be missing. */
    JsonObject object(Map<String, ValueReader<?>> readers, Set<String> optional, String... names)
            throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        JsonObject object = new JsonObject(this, offset(), optional, names);
        while (next() != JsonToken.END_OBJECT) {
            expect(JsonToken.FIELD_NAME, "a field");
            String name = parser.currentName();
            next();
            ValueReader<?> reader = readers.get(name);
            object.put(name, reader == null ? scalar() : reader.read());
        }
        object.complete();
        return object;
    }

    /** Reads the list at hand. */
    <T> List<T> list(ValueReader<T> reader) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        List<T> list = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            list.add(reader.read());
        }
        return List.copyOf(list);
    }

    /** Reads the list at hand without keeping it. */
    void each(ValueReader<?> reader) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        while (next() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    /** Reads the object at hand as names with unsigned 32-bit numbers, in its order. */
    Map<String, Long> numbers() throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        Map<String, Long> numbers = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            next();
            if (!(scalar() instanceof Long number) || number < 0 || number > 0xFFFF_FFFFL) {
                throw damaged(name + " is not an address");
            }
            numbers.put(name, number);
        }
        return numbers;
    }

    long offset() {
        return Math.max(0, parser.currentTokenLocation().getByteOffset());
    }

    SnapshotFormatException damaged(String message) {
        return new SnapshotFormatException(message, offset());
    }

    private Object scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> integer();
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw damaged("unexpected value");
        };
    }

    /** A Long, or for values of 64 unsigned bits that do not fit a BigInteger. */
    private Object integer() throws IOException {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() < 0 || value.compareTo(UNSIGNED_64) >= 0) {
            throw damaged("number of more than 64 bits");
        }
        return value;
    }

    private void expect(JsonToken token, String what) throws SnapshotFormatException {
        if (parser.currentToken() != token) {
            throw damaged("expected " + what);
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null && !parser.getParsingContext().inRoot()) {
            throw damaged("the snapshot ends early");
        }
        return token;
    }
}
