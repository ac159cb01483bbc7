package org.mmscope.session.export;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The export kinds known: those built in, and those that have been added. Thread-safe. */
public final class Exporters {

    private final TreeMap<String, Exporter> byKind = new TreeMap<>();

    /** The kinds built in: {@code csv}, {@code dot}, {@code json}, {@code mmsnap}, {@code raw}, {@code xmi}. */
    public Exporters() {
        add(new CsvExporter());
        add(new DotExporter());
        add(new JsonExporter());
        add(new NativeExporter());
        add(new RawExporter());
        add(new XmiExporter());
    }

    /**
     * Those built in, and those of third parties on the class path: the providers of {@link Exporter} in the sense of
     * {@link ServiceLoader}.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be made
     * @throws IllegalArgumentException if two are of one kind
     */
    public static Exporters onClassPath() {
        Exporters exporters = new Exporters();
        ServiceLoader.load(Exporter.class).forEach(exporters::add);
        return exporters;
    }

    /**
     * Adds a kind.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public synchronized void add(Exporter exporter) {
        if (byKind.putIfAbsent(exporter.kind(), exporter) != null) {
            throw new IllegalArgumentException("export kind " + exporter.kind() + " exists");
        }
    }

    /** The exporter of a kind. */
    public synchronized Optional<Exporter> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** All of them, by kind. */
    public synchronized List<Exporter> all() {
        return List.copyOf(byKind.values());
    }
}
