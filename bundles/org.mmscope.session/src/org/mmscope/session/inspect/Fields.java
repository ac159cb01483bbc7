package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * Named values, several to a line, as the debugger shows a structure.
 *
 * @param title what they are of, or null
 * @param lines the fields, line by line; no two with one key
 */
public record Fields(String title, List<List<Field>> lines) implements Part {

    /** Named values. */
    public Fields {
        lines = lines.stream().map(List::copyOf).toList();
        List<String> keys = lines.stream().flatMap(List::stream).map(Field::key).toList();
        if (keys.stream().distinct().count() < keys.size()) {
            throw new IllegalArgumentException("two fields of one key in " + keys);
        }
    }

    /** Begins with a title, or null. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** Collects lines. */
    public static final class Builder {

        private final String title;
        private final List<List<Field>> lines = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /** Adds a line. */
        public Builder line(Field... fields) {
            lines.add(List.of(fields));
            return this;
        }

        /** Adds a line of one field. */
        public Builder line(String label, Value value) {
            return line(Field.of(label, value));
        }

        /** The part. */
        public Fields build() {
            return new Fields(title, lines);
        }
    }
}
