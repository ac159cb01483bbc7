package org.mmscope.cli.internal;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.session.snapshot.ViewComparison.Difference;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Differences as one JSON object: {@code {"same":…,"differences":[{"path":…,"before":…,"after":…}],
 * "pages":[{"from":…,"to":…,"count":…}]}}. What is missing on one side is null there.
 */
final class DiffJson {

    private final Console console;

    DiffJson(Console console) {
        this.console = console;
    }

    void print(List<Difference> differences, PageMoves moves) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(console.out(), JsonEncoding.UTF8)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeBooleanField("same", differences.isEmpty() && moves.isEmpty());
            json.writeArrayFieldStart("differences");
            for (Difference difference : differences) {
                write(json, difference);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("pages");
            moves.forEach((from, to, count) -> write(json, from, to, count));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, Difference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", difference.path());
        json.writeFieldName("before");
        value(json, difference.before());
        json.writeFieldName("after");
        value(json, difference.after());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PageLocation from, PageLocation to, int count) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", from.label());
        json.writeStringField("to", to.label());
        json.writeNumberField("count", count);
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case PageLocation location -> json.writeString(location.label());
            case PteKind kind -> json.writeString(kind.label());
            case Enum<?> constant -> json.writeString(constant.name().toLowerCase(Locale.ROOT));
            case List<?> list -> list(json, list);
            case Record record -> record(json, record);
            default -> json.writeString(value.toString());
        }
    }

    private static void list(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            value(json, element);
        }
        json.writeEndArray();
    }

    private static void record(JsonGenerator json, Record record) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            try {
                value(json, component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        json.writeEndObject();
    }
}
