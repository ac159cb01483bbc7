package org.mmscope.session.export;

import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Writes records as lines of comma-separated values; lists in them have tables of their own. */
final class CsvWriter {

    private final Writer out;

    CsvWriter(Writer out) {
        this.out = out;
    }

    /**
     * Writes the names of the columns of a record type.
     *
     * @param parent name of a first column for what the records belong to, or empty
     */
    void header(String parent, Class<? extends Record> type) throws IOException {
        List<Object> names = new ArrayList<>();
        if (!parent.isEmpty()) {
            names.add(parent);
        }
        addNames("", type, names);
        line(names);
    }

    /** Writes a record behind the value of the parent's column, null if there is none. */
    void row(Long parent, Record record) throws IOException {
        List<Object> values = new ArrayList<>();
        if (parent != null) {
            values.add(parent);
        }
        addValues(record, values);
        line(values);
    }

    /** Writes a line of values; null is an empty one. */
    void line(List<?> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(quoted(values.get(i)));
        }
        out.write("\r\n");
    }

    private static String quoted(Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void addNames(String prefix, Class<?> type, List<Object> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                addNames(component.getName() + ".", component.getType(), names);
            } else if (component.getType() != List.class) {
                names.add(prefix + component.getName());
            }
        }
    }

    private static void addValues(Record record, List<Object> values) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = get(component, record);
            if (value instanceof Record inner) {
                addValues(inner, values);
            } else if (component.getType() != List.class) {
                values.add(value);
            }
        }
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
