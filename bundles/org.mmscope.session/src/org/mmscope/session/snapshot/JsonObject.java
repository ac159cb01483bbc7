package org.mmscope.session.snapshot;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields of one object read. */
final class JsonObject {

    private static final long MAX_32 = 0xFFFF_FFFFL;

    private final long offset;
    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> names;
    private final Set<String> optional;
    private final JsonCursor cursor;

    JsonObject(JsonCursor cursor, long offset, Set<String> optional, String... names) {
        this.cursor = cursor;
        this.offset = offset;
        this.names = Set.of(names);
        this.optional = optional;
    }

    void put(String name, Object value) throws SnapshotFormatException {
        if (!names.contains(name) && !optional.contains(name)) {
            throw cursor.damaged("unknown field " + name);
        }
        if (values.containsKey(name)) {
            throw cursor.damaged("field " + name + " twice");
        }
        values.put(name, value);
    }

    void complete() throws SnapshotFormatException {
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw damaged("no field " + name);
            }
        }
    }

    /** A number from 0 to 2^63 - 1. */
    long number(String name) throws SnapshotFormatException {
        return number(name, Long.MAX_VALUE);
    }

    /** An address or another unsigned 32-bit value. */
    long unsigned32(String name) throws SnapshotFormatException {
        return number(name, MAX_32);
    }

    /** An address, {@code none} for null. */
    long nullable(String name, long none) throws SnapshotFormatException {
        return values.get(name) == null ? none : unsigned32(name);
    }

    /** A non-negative int. */
    int integer(String name) throws SnapshotFormatException {
        return (int) number(name, Integer.MAX_VALUE);
    }

    /** 64 unsigned bits. */
    long bits(String name) throws SnapshotFormatException {
        return values.get(name) instanceof BigInteger big ? big.longValue() : number(name);
    }

    String string(String name) throws SnapshotFormatException {
        return typed(name, String.class);
    }

    /** A string, or null. */
    String nullableString(String name) throws SnapshotFormatException {
        return values.get(name) == null ? null : string(name);
    }

    boolean bool(String name) throws SnapshotFormatException {
        return typed(name, Boolean.class);
    }

    /** A field that may be missing, which is false then. */
    boolean optionalBool(String name) throws SnapshotFormatException {
        return values.containsKey(name) && bool(name);
    }

    /** One of some names. */
    <E> E oneOf(String name, Map<String, E> table) throws SnapshotFormatException {
        E value = table.get(string(name));
        if (value == null) {
            throw damaged(name + " is " + string(name) + ", not one of " + new TreeSet<>(table.keySet()));
        }
        return value;
    }

    /** What a field's own reader gave. */
    @SuppressWarnings("unchecked")
    <T> T value(String name) {
        return (T) values.get(name);
    }

    SnapshotFormatException damaged(String message) {
        return new SnapshotFormatException(message, offset);
    }

    private long number(String name, long maximum) throws SnapshotFormatException {
        long value = typed(name, Long.class);
        if (value < 0 || value > maximum) {
            throw damaged(name + " is " + value + ", not from 0 to " + maximum);
        }
        return value;
    }

    private <T> T typed(String name, Class<T> type) throws SnapshotFormatException {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw damaged(name + " is " + value + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
