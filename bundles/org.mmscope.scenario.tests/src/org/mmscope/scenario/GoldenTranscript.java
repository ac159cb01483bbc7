package org.mmscope.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.scenario.TranscriptRow.ExceptionRow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads a transcript that another implementation of the calls gave. */
final class GoldenTranscript {

    private final JsonParser json;
    private int line;
    private String process;
    private String call;
    private long result;
    private int error;
    private Map<String, Long> out;
    private ExceptionRow exception;

    private GoldenTranscript(JsonParser json) {
        this.json = json;
    }

    static List<TranscriptRow> read(Path file) throws IOException {
        List<TranscriptRow> rows = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                rows.add(new GoldenTranscript(json).row());
            }
        }
        return rows;
    }

    private TranscriptRow row() throws IOException {
        out = Map.of();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            field(name);
        }
        return new TranscriptRow(line, process, call, result, error, out, exception, List.of());
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "line" -> line = json.getIntValue();
            case "process" -> process = json.getText();
            case "call" -> call = json.getText();
            case "result" -> result = json.getLongValue();
            case "error" -> error = json.getIntValue();
            case "out" -> out = numbers();
            case "exception" -> {
                Map<String, Long> fields = numbers();
                exception = new ExceptionRow(fields.get("code"), fields.get("operation").intValue(),
                        fields.get("address"));
            }
            default -> throw new IOException("unknown field " + name);
        }
    }

    private Map<String, Long> numbers() throws IOException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            numbers.put(name, json.getLongValue());
        }
        return numbers;
    }
}
