package org.mmscope.kernel.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small PE32 files for tests. */
public final class PeWriter {
    public static final int CODE = 0x60000020;
    public static final int READ_ONLY = 0x40000040;
    public static final int DATA = 0xC0000040;
    public static final int ZERO_DATA = 0xC0000080;
    public static final int SHARED_DATA = 0xD0000040;

    private static final int NT = 0x40;
    private static final int OPTIONAL = NT + 24;
    private static final int TABLE = OPTIONAL + 0xE0;

    private final int base;
    private final int sectionAlignment;
    private final int fileAlignment;
    private final int[] directories = new int[32];
    private final List<Part> parts = new ArrayList<>();
    private int entryPoint;
    private int characteristics = 0x2102;

    private record Part(String name, int va, int size, byte[] bytes, int characteristics) {
    }

    public PeWriter(int base, int sectionAlignment, int fileAlignment) {
        this.base = base;
        this.sectionAlignment = sectionAlignment;
        this.fileAlignment = fileAlignment;
    }

    /** A DLL with code, constants, data and zeroes of a page or two each, filled from a seed. */
    public static PeWriter usual(int base, int seed) {
        PeWriter writer = new PeWriter(base, 0x1000, 0x200);
        writer.section(".text", pattern(0x1800, seed), 0x1800, CODE);
        writer.section(".rdata", pattern(0x300, seed + 1), 0x300, READ_ONLY);
        writer.section(".data", pattern(0x1100, seed + 2), 0x3000, DATA);
        writer.section(".bss", new byte[0], 0x2000, ZERO_DATA);
        return writer;
    }

    public static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + (i >> 8) + seed * 31 + 1);
        }
        return bytes;
    }

    /** Offset from the base at which the next section begins. */
    public int nextAddress() {
        if (parts.isEmpty()) {
            return align(headers(), sectionAlignment);
        }
        Part last = parts.getLast();
        return last.va() + align(last.size(), sectionAlignment);
    }

    /** Adds a section and gives its offset from the base. */
    public int section(String name, byte[] bytes, int size, int flags) {
        int va = nextAddress();
        parts.add(new Part(name, va, size, bytes, flags));
        return va;
    }

    public PeWriter directory(int index, int va, int size) {
        directories[index * 2] = va;
        directories[index * 2 + 1] = size;
        return this;
    }

    public PeWriter entryPoint(int va) {
        entryPoint = va;
        return this;
    }

    public PeWriter characteristics(int value) {
        characteristics = value;
        return this;
    }

    private int headers() {
        return align(TABLE + 16 * 40, fileAlignment);
    }

    private static int align(int value, int alignment) {
        return value + alignment - 1 & -alignment;
    }

    /** The file. */
    public byte[] write() {
        int at = headers();
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(0, (short) 0x5A4D).putInt(0x3C, NT).putInt(NT, 0x4550).putShort(NT + 4, (short) 0x14C);
        file.putShort(NT + 6, (short) parts.size()).putShort(NT + 20, (short) 0xE0);
        file.putShort(NT + 22, (short) characteristics).putShort(OPTIONAL, (short) 0x10B);
        file.putInt(OPTIONAL + 16, entryPoint).putInt(OPTIONAL + 28, base);
        file.putInt(OPTIONAL + 32, sectionAlignment).putInt(OPTIONAL + 36, fileAlignment);
        file.putInt(OPTIONAL + 56, nextAddress()).putInt(OPTIONAL + 60, headers()).putInt(OPTIONAL + 92, 16);
        for (int i = 0; i < directories.length; i++) {
            file.putInt(OPTIONAL + 96 + i * 4, directories[i]);
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int raw = sectionAlignment < 4096 ? part.va() : at;
            int entry = TABLE + i * 40;
            file.put(entry, part.name().getBytes(StandardCharsets.ISO_8859_1));
            file.putInt(entry + 8, part.size()).putInt(entry + 12, part.va());
            file.putInt(entry + 16, align(part.bytes().length, fileAlignment));
            file.putInt(entry + 20, part.bytes().length == 0 ? 0 : raw).putInt(entry + 36, part.characteristics());
            file.put(raw, part.bytes());
            at = part.bytes().length == 0 ? at : raw + align(part.bytes().length, fileAlignment);
        }
        byte[] bytes = new byte[at];
        file.get(0, bytes);
        return bytes;
    }
}
