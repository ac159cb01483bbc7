package org.mmscope.scenario.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.mmscope.scenario.ScenarioLanguage.Call;
import org.mmscope.scenario.ScenarioLanguage.Constant;
import org.mmscope.scenario.ScenarioLanguage.Keyword;
import org.mmscope.scenario.ScenarioLanguage.Option;
import org.mmscope.scenario.ScenarioLanguage.Parameter;
import org.mmscope.scenario.ScenarioLanguage.ParameterKind;
import org.mmscope.win32.Win32Constants;

/** Reads the catalogue of the language from the texts beside this class. */
public final class CatalogueReader {

    private CatalogueReader() {
    }

    /** The words that begin a line. */
    public static List<Keyword> keywords() {
        List<Keyword> keywords = new ArrayList<>();
        for (Paragraph paragraph : paragraphs("keywords.txt")) {
            String form = paragraph.lines().get(0);
            List<Option> options = paragraph.items().stream().map(item -> new Option(item[0], item[1])).toList();
            keywords.add(new Keyword(form.split(" ")[0], form, paragraph.lines().get(1), options));
        }
        return keywords;
    }

    /** The calls. */
    public static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Paragraph paragraph : paragraphs("calls.txt")) {
            String signature = paragraph.lines().get(0);
            int open = signature.indexOf('(');
            String inner = signature.substring(open + 1, signature.length() - 1);
            List<Parameter> parameters = new ArrayList<>();
            for (String parameter : inner.isEmpty() ? new String[0] : inner.split(", ")) {
                parameters.add(parameter(parameter, paragraph));
            }
            calls.add(new Call(signature.substring(0, open), paragraph.lines().get(1), paragraph.group(),
                    List.copyOf(parameters)));
        }
        return calls;
    }

    private static Parameter parameter(String text, Paragraph paragraph) {
        boolean optional = text.startsWith("[");
        String[] parts = (optional ? text.substring(1, text.length() - 1) : text).split(":");
        ParameterKind kind = parts.length == 1 ? ParameterKind.NUMBER
                : parts[1].equals("text") ? ParameterKind.TEXT : ParameterKind.PROCESS;
        String documentation = paragraph.items().stream().filter(item -> item[0].equals(parts[0])).findFirst()
                .orElseThrow(() -> new IllegalStateException("no documentation of " + text))[1];
        return new Parameter(parts[0], documentation, kind, optional);
    }

    /** The constants, with the values of {@link Win32Constants}. */
    public static List<Constant> constants() {
        List<Constant> constants = new ArrayList<>();
        for (Paragraph paragraph : paragraphs("constants.txt")) {
            for (String line : paragraph.lines()) {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon);
                constants.add(new Constant(name, line.substring(colon + 2), paragraph.group(), value(name)));
            }
        }
        return constants;
    }

    private static int value(String name) {
        try {
            return Win32Constants.class.getField(name).getInt(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no value of " + name, e);
        }
    }

    /**
     * Lines up to an empty one.
     *
     * @param group the last heading in brackets
     * @param lines the lines that do not begin with a hyphen
     * @param items name and text of the lines that do
     */
    private record Paragraph(String group, List<String> lines, List<String[]> items) {
    }

    private static List<Paragraph> paragraphs(String resource) {
        List<Paragraph> paragraphs = new ArrayList<>();
        Paragraph paragraph = null;
        String group = "";
        for (String line : text(resource).split("\n")) {
            if (line.isEmpty() || line.startsWith("#")) {
                paragraph = null;
            } else if (line.startsWith("[")) {
                group = line.substring(1, line.length() - 1);
            } else {
                if (paragraph == null) {
                    paragraph = new Paragraph(group, new ArrayList<>(), new ArrayList<>());
                    paragraphs.add(paragraph);
                }
                add(line, paragraph);
            }
        }
        return paragraphs;
    }

    private static void add(String line, Paragraph paragraph) {
        if (line.startsWith("- ")) {
            paragraph.items().add(line.substring(2).split(": ", 2));
        } else {
            paragraph.lines().add(line);
        }
    }

    private static String text(String resource) {
        try (InputStream in = CatalogueReader.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
