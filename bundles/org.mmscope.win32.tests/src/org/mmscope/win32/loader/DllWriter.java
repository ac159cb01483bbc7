package org.mmscope.win32.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes DLLs for tests: code with absolute addresses in it, exports by name and ordinal, forwarders, imports, and
 * relocations. Every address is a page of a section: code at 0x1000, read-only tables at 0x3000, data at 0x5000,
 * relocations at 0x6000.
 */
public final class DllWriter {
    public static final int CODE = 0x1000;
    public static final int TABLES = 0x3000;
    public static final int DATA = 0x5000;
    public static final int TLS_INDEX = 0x5800;
    public static final int SIZE = 0x7000;

    private static final int RELOCATIONS = 0x6000;
    private static final int HEADERS = 0x400;
    private static final int NT = 0x80;
    private static final int OPTIONAL = NT + 24;
    private static final int ORDINAL_BASE = 5;
    private static final int BOUND = 0x240;

    private final int base;
    private final boolean movable;
    private final TreeMap<String, Object> exports = new TreeMap<>();
    private final List<Import> imports = new ArrayList<>();
    private final ByteBuffer file = ByteBuffer.allocate(HEADERS + SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Bound> bound = new ArrayList<>();
    private final List<OldBound> oldBound = new ArrayList<>();
    private int stamp;
    private int template;
    private int next;

    private record Bound(String module, int stamp, int[] addresses) {
    }

    private record OldBound(String module, int stamp, int chain, int[] table) {
    }

    private record Import(String module, List<String> names) {
    }

    public DllWriter(int base, boolean movable) {
        this.base = base;
        this.movable = movable;
    }

    /** Exports an offset from the base. */
    public DllWriter export(String name, int offset) {
        exports.put(name, offset);
        return this;
    }

    /** Exports what another library has. */
    public DllWriter forward(String name, String forwarder) {
        exports.put(name, forwarder);
        return this;
    }

    /** Imports names, or ordinals as {@code #5}. */
    public DllWriter imports(String module, String... names) {
        imports.add(new Import(module, List.of(names)));
        return this;
    }

    /** Gives the file a time stamp, in seconds since 1970. */
    public DllWriter stamp(int seconds) {
        stamp = seconds;
        return this;
    }

    /** Binds all that is imported from a module of a time stamp to addresses. */
    public DllWriter bind(String module, int seconds, int... addresses) {
        bound.add(new Bound(module, seconds, addresses));
        return this;
    }

    /** Binds the module of the last {@link #bind} to one that it forwards to. */
    public DllWriter bindForwarder(String module, int seconds) {
        bound.add(new Bound(module, seconds, null));
        return this;
    }

    /**
     * Binds what is imported from a module of a time stamp in the format before Windows NT 4, without a list of bound
     * imports.
     *
     * @param chain index of the first import that is forwarded, -1 for none
     * @param table the table: addresses, and for forwarded imports the index of the next
     */
    public DllWriter bindOld(String module, int seconds, int chain, int... table) {
        oldBound.add(new OldBound(module, seconds, chain, table));
        return this;
    }

    /** Has a template of so many bytes for each thread at {@link #DATA}, and its index at {@link #TLS_INDEX}. */
    public DllWriter tls(int bytes) {
        template = bytes;
        return this;
    }

    /** Ordinal of an exported name. */
    public int ordinal(String name) {
        return ORDINAL_BASE + List.copyOf(exports.keySet()).indexOf(name);
    }

    private int at(int offset) {
        return HEADERS + offset - CODE;
    }

    private int take(int bytes) {
        int taken = next;
        next += bytes + 3 & -4;
        return taken;
    }

    private int text(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int taken = take(bytes.length);
        file.put(at(taken), bytes);
        return taken;
    }

    /** The file. The first import's address table begins at {@link #TABLES}. */
    public byte[] write() {
        for (int i = 0; i < 0x2000; i += 4) {
            file.putInt(at(CODE + i), 0x90000000 + i);
        }
        file.putInt(at(CODE + 0x10), base + DATA).putInt(at(CODE + 0xFFE), base + CODE);
        file.putInt(at(DATA), base + DATA + 4).putInt(at(DATA + 4), 0x5555);
        file.putInt(at(RELOCATIONS), CODE).putInt(at(RELOCATIONS + 4), 12);
        file.putShort(at(RELOCATIONS + 8), (short) 0x3010).putShort(at(RELOCATIONS + 10), (short) 0x3FFE);
        file.putInt(at(RELOCATIONS + 12), DATA).putInt(at(RELOCATIONS + 16), 12);
        file.putShort(at(RELOCATIONS + 20), (short) 0x3000);
        next = TABLES;
        int importTable = writeImports();
        int exportStart = next;
        int exportTable = exports.isEmpty() ? 0 : writeExports();
        writeHeaders();
        writeBound();
        writeTls();
        directory(0, exportTable, next - exportStart);
        directory(1, importTable, imports.size() * 20 + 20);
        directory(5, movable ? RELOCATIONS : 0, movable ? 24 : 0);
        return Arrays.copyOf(file.array(), HEADERS + SIZE - CODE);
    }

    private int writeImports() {
        int[] tables = imports.stream().mapToInt(i -> take(4 * i.names().size() + 4)).toArray();
        int descriptors = take(imports.size() * 20 + 20);
        for (int i = 0; i < tables.length; i++) {
            Import entry = imports.get(i);
            int lookup = take(4 * entry.names().size() + 4);
            int descriptor = at(descriptors + i * 20);
            file.putInt(descriptor, lookup).putInt(descriptor + 12, text(entry.module()));
            file.putInt(descriptor + 16, tables[i]);
            for (int n = 0; n < entry.names().size(); n++) {
                String name = entry.names().get(n);
                int thunk = name.startsWith("#") ? 0x80000000 | Integer.parseInt(name.substring(1)) : hint(name);
                file.putInt(at(lookup + n * 4), thunk).putInt(at(tables[i] + n * 4), thunk);
            }
            bindTable(entry, tables[i]);
            bindOld(entry, descriptor, tables[i]);
        }
        return imports.isEmpty() ? 0 : descriptors;
    }

    private void writeTls() {
        if (template != 0) {
            int directory = take(24);
            file.putInt(at(directory), base + DATA).putInt(at(directory) + 4, base + DATA + template);
            file.putInt(at(directory) + 8, base + TLS_INDEX).putInt(at(TLS_INDEX), 0x7777);
            directory(9, directory, 24);
        }
    }

    private void writeBound() {
        int text = BOUND + bound.size() * 8 + 8;
        int importer = 0;
        for (int i = 0; i < bound.size(); i++) {
            Bound entry = bound.get(i);
            importer = entry.addresses() == null ? importer : BOUND + i * 8;
            if (entry.addresses() == null) {
                file.putShort(importer + 6, (short) (file.getShort(importer + 6) + 1));
            }
            byte[] name = entry.module().getBytes(StandardCharsets.ISO_8859_1);
            file.putInt(BOUND + i * 8, entry.stamp()).putShort(BOUND + i * 8 + 4, (short) (text - BOUND));
            file.put(text, name);
            text += name.length + 1;
        }
        directory(11, bound.isEmpty() ? 0 : BOUND, text - BOUND);
    }

    private void bindTable(Import entry, int table) {
        for (Bound binding : bound) {
            if (binding.addresses() != null && binding.module().equalsIgnoreCase(entry.module())) {
                for (int i = 0; i < binding.addresses().length; i++) {
                    file.putInt(at(table + i * 4), binding.addresses()[i]);
                }
            }
        }
    }

    private void bindOld(Import entry, int descriptor, int table) {
        for (OldBound binding : oldBound) {
            if (binding.module().equalsIgnoreCase(entry.module())) {
                file.putInt(descriptor + 4, binding.stamp()).putInt(descriptor + 8, binding.chain());
                for (int i = 0; i < binding.table().length; i++) {
                    file.putInt(at(table + i * 4), binding.table()[i]);
                }
            }
        }
    }

    private int hint(String name) {
        int taken = take(2 + name.length() + 1);
        file.put(at(taken + 2), name.getBytes(StandardCharsets.ISO_8859_1));
        return taken;
    }

    private int writeExports() {
        int count = exports.size();
        int table = take(40);
        int functions = take(count * 4);
        int names = take(count * 4);
        int ordinals = take(count * 2);
        file.putInt(at(table) + 16, ORDINAL_BASE).putInt(at(table) + 20, count).putInt(at(table) + 24, count);
        file.putInt(at(table) + 28, functions).putInt(at(table) + 32, names).putInt(at(table) + 36, ordinals);
        int i = 0;
        for (Map.Entry<String, Object> export : exports.entrySet()) {
            file.putInt(at(functions + i * 4),
                    export.getValue() instanceof Integer offset ? offset : text((String) export.getValue()));
            file.putInt(at(names + i * 4), text(export.getKey())).putShort(at(ordinals + i * 2), (short) i);
            i++;
        }
        return table;
    }

    private void directory(int index, int offset, int size) {
        if (offset != 0) {
            file.putInt(OPTIONAL + 96 + index * 8, offset).putInt(OPTIONAL + 100 + index * 8, size);
        }
    }

    private void writeHeaders() {
        file.putShort(0, (short) 0x5A4D).putInt(0x3C, NT).putInt(NT, 0x4550).putShort(NT + 4, (short) 0x14C);
        file.putShort(NT + 6, (short) 4).putInt(NT + 8, stamp).putShort(NT + 20, (short) 0xE0);
        file.putShort(NT + 22, (short) (movable ? 0x2102 : 0x0103)).putShort(OPTIONAL, (short) 0x10B);
        file.putInt(OPTIONAL + 16, CODE).putInt(OPTIONAL + 28, base).putInt(OPTIONAL + 32, 0x1000);
        file.putInt(OPTIONAL + 36, 0x200).putInt(OPTIONAL + 56, SIZE).putInt(OPTIONAL + 60, HEADERS);
        file.putInt(OPTIONAL + 92, 16);
        section(0, ".text", CODE, TABLES, 0x60000020);
        section(1, ".rdata", TABLES, DATA, 0x40000040);
        section(2, ".data", DATA, RELOCATIONS, 0xC0000040);
        section(3, ".reloc", RELOCATIONS, SIZE, 0x42000040);
    }

    private void section(int index, String name, int start, int end, int characteristics) {
        int entry = OPTIONAL + 0xE0 + index * 40;
        file.put(entry, name.getBytes(StandardCharsets.ISO_8859_1));
        file.putInt(entry + 8, end - start).putInt(entry + 12, start).putInt(entry + 16, end - start);
        file.putInt(entry + 20, at(start)).putInt(entry + 36, characteristics);
    }
}
