package org.mmscope.session.inspect;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Answers as JSON. */
final class AnswerJson {

    private final JsonGenerator json;

    private AnswerJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Answer answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new AnswerJson(json).write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(Answer answer) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("parts");
        for (Part part : answer.parts()) {
            json.writeStartObject();
            part(part);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void part(Part part) throws IOException {
        switch (part) {
            case Fields fields -> {
                begin("fields", fields.title());
                fields(fields.lines().stream().flatMap(List::stream).toList());
            }
            case Table table -> {
                begin("table", table.title());
                rows(table);
            }
            case Tree tree -> {
                json.writeStringField("form", "tree");
                node(tree);
            }
            case Lines text -> {
                json.writeStringField("form", "text");
                json.writeArrayFieldStart("lines");
                for (String line : text.lines()) {
                    json.writeString(line);
                }
                json.writeEndArray();
            }
        }
    }

    private void begin(String form, String title) throws IOException {
        json.writeStringField("form", form);
        json.writeStringField("title", title);
    }

    private void fields(List<Field> fields) throws IOException {
        json.writeObjectFieldStart("fields");
        for (Field field : fields) {
            json.writeFieldName(field.key());
            value(field.value());
        }
        json.writeEndObject();
    }

    private void rows(Table table) throws IOException {
        json.writeArrayFieldStart("rows");
        for (List<Value> row : table.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeFieldName(Field.key(table.columns().get(i)));
                value(row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void node(Tree tree) throws IOException {
        json.writeStringField("label", tree.label());
        fields(tree.fields());
        json.writeArrayFieldStart("children");
        for (Tree child : tree.children()) {
            json.writeStartObject();
            node(child);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void value(Value value) throws IOException {
        switch (value.kind()) {
            case NONE -> json.writeNull();
            case TEXT, PROCESS -> json.writeString(value.text());
            case FLAG -> json.writeBoolean(value.number() != 0);
            default -> number(value.number());
        }
    }

    private void number(long number) throws IOException {
        if (number < 0) {
            json.writeNumber(new BigInteger(Long.toUnsignedString(number)));
        } else {
            json.writeNumber(number);
        }
    }
}
