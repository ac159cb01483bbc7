package org.mmscope.scenario;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.mmscope.scenario.internal.CatalogueReader;

/**
 * What words, calls and constants the scenario language has, with what each means. The parser, content assist,
 * hover and highlighting all ask here. Immutable, any thread; everything comes in the order of the documentation.
 */
public final class ScenarioLanguage {

    /** Kinds of page fault in the transcript and after {@code expect fault}. */
    public static final List<String> FAULT_KINDS = List.of("demand-zero", "transition", "prototype-valid",
            "mapped-file", "page-file", "image", "copy-on-write", "guard", "stack-growth", "dirty",
            "access-violation");

    /** System threads that {@code wait} may name. */
    public static final List<String> SYSTEM_THREADS = List.of("zero-page", "modified-writer", "mapped-writer",
            "balance-set-manager", "swapper", "dereference-segment");

    private static final Map<String, Keyword> KEYWORDS = byName(CatalogueReader.keywords());
    private static final Map<String, Call> CALLS = byName(CatalogueReader.calls());
    private static final Map<String, Constant> CONSTANTS = byName(CatalogueReader.constants());

    private ScenarioLanguage() {
    }

    /** A thing of the catalogue. */
    public sealed interface Entry {

        /** As it is written in a scenario. */
        String name();

        /** What it is or does, one or two plain sentences. */
        String documentation();
    }

    /**
     * A word that begins a line.
     *
     * @param form the line's form or forms
     * @param options its {@code key=value} options
     */
    public record Keyword(String name, String form, String documentation, List<Option> options) implements Entry {
    }

    /** A {@code key=value} option of a line. */
    public record Option(String name, String documentation) implements Entry {
    }

    /** What an argument may be. */
    public enum ParameterKind {
        /** An expression. */
        NUMBER,
        /** A string in double quotes. */
        TEXT,
        /** The name of a process. */
        PROCESS
    }

    /** A parameter of a call. */
    public record Parameter(String name, String documentation, ParameterKind kind, boolean optional) implements Entry {
    }

    /**
     * A call.
     *
     * @param group what it belongs to
     * @param parameters its parameters in order; the optional ones are last
     */
    public record Call(String name, String documentation, String group, List<Parameter> parameters) implements Entry {

        /** How many arguments it must have. */
        public int minimum() {
            return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
        }

        /** The call with the names of its parameters, optional ones in brackets. */
        public String signature() {
            List<String> names = parameters.stream()
                    .map(parameter -> parameter.optional() ? "[" + parameter.name() + "]" : parameter.name()).toList();
            return name + "(" + String.join(", ", names) + ")";
        }
    }

    /**
     * A constant of the Windows headers.
     *
     * @param group what it belongs to
     * @param value its 32 bits
     */
    public record Constant(String name, String documentation, String group, int value) implements Entry {
    }

    public static Collection<Keyword> keywords() {
        return KEYWORDS.values();
    }

    public static Optional<Keyword> keyword(String name) {
        return Optional.ofNullable(KEYWORDS.get(name));
    }

    public static Collection<Call> calls() {
        return CALLS.values();
    }

    public static Optional<Call> call(String name) {
        return Optional.ofNullable(CALLS.get(name));
    }

    public static Collection<Constant> constants() {
        return CONSTANTS.values();
    }

    public static Optional<Constant> constant(String name) {
        return Optional.ofNullable(CONSTANTS.get(name));
    }

    private static <E extends Entry> Map<String, E> byName(List<E> entries) {
        Map<String, E> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.name(), entry));
        return Collections.unmodifiableMap(map);
    }
}
