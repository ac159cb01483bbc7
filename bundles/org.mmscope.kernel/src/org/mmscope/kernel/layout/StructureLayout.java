package org.mmscope.kernel.layout;

import java.util.Collection;
import java.util.Map;

/** The layout of one structure. Immutable, any thread. */
public final class StructureLayout {

    private final StructureLayouts owner;
    private final String name;
    private final int size;
    private final Map<String, FieldLayout> fields;

    StructureLayout(StructureLayouts owner, String name, int size, Map<String, FieldLayout> fields) {
        this.owner = owner;
        this.name = name;
        this.size = size;
        this.fields = fields;
    }

    /** Name without the leading underscore, such as {@code MMVAD}. */
    public String name() {
        return name;
    }

    /** Size in bytes. */
    public int size() {
        return size;
    }

    /** Every field in the order of the symbols. */
    public Collection<FieldLayout> fields() {
        return fields.values();
    }

    /** Whether there is a field of this name, which may not be a path. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /**
     * A field, by its name or by a path of names with dots through nested structures.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FieldLayout field(String path) {
        int dot = path.indexOf('.');
        FieldLayout first = fields.get(dot < 0 ? path : path.substring(0, dot));
        if (first == null) {
            throw new IllegalArgumentException(name + " has no field " + path);
        }
        if (dot < 0) {
            return first;
        }
        FieldLayout rest = owner.structure(first.type()).field(path.substring(dot + 1));
        return new FieldLayout(path, first.offset() + rest.offset(), rest.firstBit(), rest.bits(), rest.type());
    }

    /** The offset in bytes of a field, given as for {@link #field}. */
    public int offset(String path) {
        return field(path).offset();
    }
}
