package org.mmscope.session.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

import org.mmscope.session.internal.inspect.BuiltIn;

/** The inspections known: those built in, and those that have been added. Thread-safe. */
public final class Inspections {

    private final TreeMap<String, RegisteredInspection> byName = new TreeMap<>();

    /** Those built in. */
    public Inspections() {
        BuiltIn.inspectors().forEach(this::add);
        add(new Help(this));
    }

    /**
     * Those built in, and those of third parties on the class path: the providers of {@link Inspector} in the sense of
     * {@link ServiceLoader}.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be made
     * @throws IllegalArgumentException if one is not described well, or two have one name
     */
    public static Inspections onClassPath() {
        Inspections inspections = new Inspections();
        ServiceLoader.load(Inspector.class).forEach(inspections::add);
        return inspections;
    }

    /**
     * Adds one.
     *
     * @param inspector an object of a class that carries {@link Inspection}
     * @throws IllegalArgumentException if it does not, if its description is not consistent, or if there is one of its
     *         name
     */
    public synchronized void add(Inspector inspector) {
        Inspection description = inspector.getClass().getAnnotation(Inspection.class);
        if (description == null) {
            throw new IllegalArgumentException(inspector.getClass().getName() + " carries no @Inspection");
        }
        check(description);
        if (byName.putIfAbsent(description.name(), new RegisteredInspection(description, inspector)) != null) {
            throw new IllegalArgumentException("inspection " + description.name() + " exists");
        }
    }

    private static void check(Inspection description) {
        if (!description.name().matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("\"" + description.name() + "\" is no name of an inspection");
        }
        boolean optional = false;
        for (Argument argument : description.arguments()) {
            if (optional && !argument.optional()) {
                throw new IllegalArgumentException(description.name() + ": argument " + argument.name()
                        + " stands behind one that may be left out");
            }
            optional = argument.optional();
        }
    }

    /** The inspection of a name, with or without {@code !}, in letters of any size. */
    public synchronized Optional<RegisteredInspection> find(String name) {
        String plain = name.startsWith("!") ? name.substring(1) : name;
        return Optional.ofNullable(byName.get(plain.toLowerCase(Locale.ROOT)));
    }

    /** All of them, by name. */
    public synchronized List<RegisteredInspection> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Understands a query, such as {@code !pte A 0x10000000}.
     *
     * @throws QueryException if it names no inspection or has too few or too many arguments
     */
    public Query parse(String text) {
        return QueryParser.parse(text, this);
    }

    /**
     * Asks a machine.
     *
     * @throws QueryException if the query cannot be understood or asks for what the machine does not have
     * @throws org.mmscope.kernel.view.DamagedImageException if the machine's memory cannot be decoded
     */
    public Answer ask(String text, org.mmscope.kernel.view.MachineView view) {
        return parse(text).ask(view);
    }
}
