package org.mmscope.session.inspect;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.mmscope.kernel.view.ProcessView;

/** The arguments of an inspection by their names, of the kinds that it declares. Immutable. */
public final class Arguments {

    private final Map<String, Object> values;
    private final Map<String, Integer> positions;

    Arguments(Map<String, Object> values, Map<String, Integer> positions) {
        this.values = Map.copyOf(values);
        this.positions = Map.copyOf(positions);
    }

    /** Whether an argument was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A process that is no optional argument. */
    public ProcessView process(String name) {
        return (ProcessView) required(name);
    }

    /** A process, if it was given. */
    public Optional<ProcessView> optionalProcess(String name) {
        return Optional.ofNullable((ProcessView) values.get(name));
    }

    /** An address, frame or number that is no optional argument. */
    public long number(String name) {
        return (Long) required(name);
    }

    /** An address, frame or number, if it was given. */
    public OptionalLong optionalNumber(String name) {
        return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    /** A word, if it was given. */
    public Optional<String> word(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** An exception on an argument that does not fit this machine. */
    public QueryException refuse(String name, String message, String expected) {
        return new QueryException(positions.getOrDefault(name, 1), message, expected, null);
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no argument " + name);
        }
        return value;
    }
}
