package org.mmscope.kernel.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The structure layouts of one build of NT, from its public symbols. There are {@code xpsp2} (Windows XP SP2) and
 * {@code w03sp1} (Windows Server 2003 SP1), both without PAE. Immutable, any thread.
 */
public final class StructureLayouts {

    private static final Map<String, StructureLayouts> LOADED = new ConcurrentHashMap<>();
    private static final Pattern STRUCTURE = Pattern.compile("_(\\w+) 0x([0-9a-f]+) \\| (.*)");
    private static final Pattern FIELD =
            Pattern.compile("\\+0x([0-9a-f]+) (\\w+)(?:\\[(\\d+)\\.\\.(\\d+)\\]|:(.+))");

    private final String version;
    private final Map<String, StructureLayout> structures = new TreeMap<>();

    private StructureLayouts(String version) {
        this.version = version;
    }

    /**
     * The layouts of a build.
     *
     * @throws IllegalArgumentException if there are none of that name
     */
    public static StructureLayouts of(String version) {
        return LOADED.computeIfAbsent(version, StructureLayouts::load);
    }

    /** The build: {@code xpsp2} or {@code w03sp1}. */
    public String version() {
        return version;
    }

    /** The names of all structures, without the leading underscore. */
    public Set<String> names() {
        return structures.keySet();
    }

    /**
     * The layout of a structure, by its name with or without the leading underscore.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public StructureLayout structure(String name) {
        StructureLayout layout = structures.get(name.startsWith("_") ? name.substring(1) : name);
        if (layout == null) {
            throw new IllegalArgumentException(version + " has no structure " + name);
        }
        return layout;
    }

    private static StructureLayouts load(String version) {
        StructureLayouts layouts = new StructureLayouts(version);
        try (InputStream in = StructureLayouts.class.getResourceAsStream(version + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no layouts of " + version);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().forEach(layouts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layouts;
    }

    private void add(String line) {
        Matcher matcher = STRUCTURE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException(version + ": " + line);
        }
        Map<String, FieldLayout> fields = new LinkedHashMap<>();
        for (String text : matcher.group(3).split("; ")) {
            FieldLayout field = field(text);
            fields.put(field.name(), field);
        }
        String name = matcher.group(1);
        structures.put(name, new StructureLayout(this, name, Integer.parseInt(matcher.group(2), 16), fields));
    }

    private FieldLayout field(String text) {
        Matcher matcher = FIELD.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(version + ": " + text);
        }
        int offset = Integer.parseInt(matcher.group(1), 16);
        if (matcher.group(5) != null) {
            return new FieldLayout(matcher.group(2), offset, 0, 0, matcher.group(5));
        }
        int first = Integer.parseInt(matcher.group(3));
        int last = Integer.parseInt(matcher.group(4));
        return new FieldLayout(matcher.group(2), offset, first, last - first + 1, "bits");
    }
}
