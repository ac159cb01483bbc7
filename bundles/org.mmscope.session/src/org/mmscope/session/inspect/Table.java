package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of values.
 *
 * @param title what they are, or null
 * @param columns names of the columns
 * @param rows the rows, each with a value a column
 */
public record Table(String title, List<String> columns, List<List<Value>> rows) implements Part {

    /** A table. */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Value> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns");
            }
        }
    }

    /** Begins with a title, or null. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** Collects columns, then rows. */
    public static final class Builder {

        private final String title;
        private final List<String> columns = new ArrayList<>();
        private final List<List<Value>> rows = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /** Adds a column. */
        public Builder column(String name) {
            columns.add(name);
            return this;
        }

        /** Adds columns. */
        public Builder columns(String... names) {
            columns.addAll(List.of(names));
            return this;
        }

        /** Adds a row. */
        public Builder row(Value... values) {
            rows.add(List.of(values));
            return this;
        }

        /** The part. */
        public Table build() {
            return new Table(title, columns, rows);
        }
    }
}
