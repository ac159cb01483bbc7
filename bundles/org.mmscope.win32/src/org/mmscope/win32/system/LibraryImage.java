package org.mmscope.win32.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a PE32 library with exports: a section .text with a stub for each function and the export directory, as the
 * linker of Windows lays it out, and a section .data with room for each variable.
 */
final class LibraryImage {

    private static final int PAGE = 0x1000;
    private static final int FILE_ALIGNMENT = 0x200;
    private static final int HEADERS = 0x400;
    private static final int NT = 0x80;
    private static final int OPTIONAL = NT + 24;
    private static final int TABLE = OPTIONAL + 0xE0;
    private static final int STUB = 8;
    private static final int VARIABLE = 128;
    private static final int DIRECTORY = 40;
    /** First ordinal of those that nobody goes by. */
    private static final int NAMED_ONLY = 0x1000;
    private static final int CODE = 0x60000020;
    private static final int DATA = 0xC0000040;

    private final String name;
    private final int base;
    private final List<LibraryExport> exports;
    private final int firstOrdinal;
    private final int slots;
    private final int directory;
    private final int strings;
    private final ByteBuffer text;
    private final int dataStart;

    LibraryImage(String name, LibraryExport.Library library) {
        this.name = name;
        base = library.base();
        exports = library.exports();
        boolean ordinals = exports.stream().anyMatch(export -> export.ordinal() != 0);
        firstOrdinal = ordinals ? 1 : NAMED_ONLY;
        slots = NAMED_ONLY - firstOrdinal + exports.size();
        directory = exports.size() * STUB;
        strings = directory + DIRECTORY + slots * 4 + exports.size() * 6;
        int length = strings + name.length() + 1
                + exports.stream().mapToInt(e -> e.name().length() + e.forwarder().length() + 2).sum();
        text = buffer(align(length, FILE_ALIGNMENT));
        dataStart = PAGE + align(text.capacity(), PAGE);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int align(int value, int to) {
        return value + to - 1 & -to;
    }

    /** The file. */
    byte[] write() {
        int size = writeText();
        int variables = (int) exports.stream().filter(LibraryExport::data).count() * VARIABLE;
        ByteBuffer file = buffer(HEADERS + text.capacity() + align(variables, FILE_ALIGNMENT));
        writeHeaders(file, variables == 0 ? 1 : 2, dataStart + align(variables, PAGE), size);
        writeSection(file, 0, ".text", PAGE, text.capacity(), HEADERS, CODE);
        if (variables > 0) {
            writeSection(file, 1, ".data", dataStart, variables, HEADERS + text.capacity(), DATA);
        }
        file.put(HEADERS, text.array());
        return file.array();
    }

    /** Writes stubs and the export directory; gives the size of the directory. */
    private int writeText() {
        int addresses = directory + DIRECTORY;
        int names = addresses + slots * 4;
        int ordinals = names + exports.size() * 4;
        int at = writeString(strings, name);
        text.putInt(directory + 12, PAGE + strings).putInt(directory + 16, firstOrdinal);
        text.putInt(directory + 20, slots).putInt(directory + 24, exports.size());
        text.putInt(directory + 28, PAGE + addresses).putInt(directory + 32, PAGE + names);
        text.putInt(directory + 36, PAGE + ordinals);
        int variable = dataStart;
        for (int i = 0; i < exports.size(); i++) {
            LibraryExport export = exports.get(i);
            int slot = (export.ordinal() != 0 ? export.ordinal() : NAMED_ONLY + i) - firstOrdinal;
            text.putInt(names + i * 4, PAGE + at).putShort(ordinals + i * 2, (short) slot);
            at = writeString(at, export.name());
            writeStub(i * STUB, export.arguments());
            int target = PAGE + i * STUB;
            if (export.data()) {
                target = variable;
                variable += VARIABLE;
            } else if (!export.forwarder().isEmpty()) {
                target = PAGE + at;
                at = writeString(at, export.forwarder());
            }
            text.putInt(addresses + slot * 4, target);
        }
        return at - directory;
    }

    private int writeString(int at, String string) {
        text.put(at, string.getBytes(StandardCharsets.US_ASCII));
        return at + string.length() + 1;
    }

    /** xor eax, eax; ret. */
    private void writeStub(int at, int arguments) {
        text.putShort(at, (short) 0xC031).put(at + 2, (byte) (arguments == 0 ? 0xC3 : 0xC2));
        text.putShort(at + 3, (short) arguments);
    }

    private void writeHeaders(ByteBuffer file, int sections, int sizeOfImage, int exportSize) {
        file.putShort(0, (short) 0x5A4D).putInt(0x3C, NT).putInt(NT, 0x4550).putShort(NT + 4, (short) 0x14C);
        file.putShort(NT + 6, (short) sections).putShort(NT + 20, (short) (TABLE - OPTIONAL));
        file.putShort(NT + 22, (short) 0x210E).putShort(OPTIONAL, (short) 0x10B);
        file.putInt(OPTIONAL + 4, text.capacity()).putInt(OPTIONAL + 20, PAGE).putInt(OPTIONAL + 24, dataStart);
        file.putInt(OPTIONAL + 28, base).putInt(OPTIONAL + 32, PAGE).putInt(OPTIONAL + 36, FILE_ALIGNMENT);
        file.putShort(OPTIONAL + 40, (short) 5).putShort(OPTIONAL + 42, (short) 1).putShort(OPTIONAL + 48, (short) 4);
        file.putInt(OPTIONAL + 56, sizeOfImage).putInt(OPTIONAL + 60, HEADERS).putShort(OPTIONAL + 68, (short) 3);
        file.putInt(OPTIONAL + 92, 16).putInt(OPTIONAL + 96, PAGE + directory).putInt(OPTIONAL + 100, exportSize);
    }

    private static void writeSection(ByteBuffer file, int index, String name, int address, int size, int offset,
            int characteristics) {
        int at = TABLE + index * 40;
        file.put(at, name.getBytes(StandardCharsets.US_ASCII)).putInt(at + 8, size).putInt(at + 12, address);
        file.putInt(at + 16, align(size, FILE_ALIGNMENT)).putInt(at + 20, offset).putInt(at + 36, characteristics);
    }
}
