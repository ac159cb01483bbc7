package org.mmscope.win32.loader;

import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.UserMemory;

/** A mapped image, read through the memory of its process as code there reads it. */
public final class Module {

    static final int EXPORTS = 0;
    static final int IMPORTS = 1;
    static final int RELOCATIONS = 5;
    static final int TLS = 9;
    static final int BOUND_IMPORTS = 11;

    private static final int NEW_HEADER = 0x3C;
    private static final int OPTIONAL = 24;
    private static final int LONGEST_NAME = 512;

    private final UserMemory memory;
    private final int base;
    private final int headers;
    private final int size;

    /** The image at a base. */
    public Module(UserMemory memory, int base) {
        this.memory = memory;
        this.base = base;
        headers = base + memory.load32(base + NEW_HEADER);
        size = memory.load32(headers + OPTIONAL + 56);
    }

    int base() {
        return base;
    }

    UserMemory memory() {
        return memory;
    }

    /** Bytes in memory. */
    int size() {
        return size;
    }

    /** Address of the entry point, 0 for none. */
    int entryPoint() {
        int offset = memory.load32(headers + OPTIONAL + 16);
        return offset == 0 ? 0 : base + offset;
    }

    int timeDateStamp() {
        return memory.load32(headers + 8);
    }

    int checkSum() {
        return memory.load32(headers + OPTIONAL + 64);
    }

    /** The base that the image was linked for. */
    int preferredBase() {
        return memory.load32(headers + OPTIONAL + 28);
    }

    /** Bytes to reserve for the stack of the program's first thread, 0 for the system's choice. */
    public int stackReserve() {
        return memory.load32(headers + OPTIONAL + 72);
    }

    /** Bytes of it to commit at once, 0 for the system's choice. */
    public int stackCommit() {
        return memory.load32(headers + OPTIONAL + 76);
    }

    int dllCharacteristics() {
        return memory.load16(headers + OPTIONAL + 70);
    }

    boolean relocationsStripped() {
        return (memory.load16(headers + 22) & 1) != 0;
    }

    int sections() {
        return memory.load16(headers + 6);
    }

    /** Address of the header of a section. */
    int section(int index) {
        return headers + OPTIONAL + memory.load16(headers + 20) + index * 40;
    }

    /** Offset of a data directory from the base, 0 when there is none. */
    int directory(int index) {
        return has(index) ? memory.load32(headers + OPTIONAL + 96 + index * 8) : 0;
    }

    /** Size of a data directory in bytes. */
    int directorySize(int index) {
        return has(index) ? memory.load32(headers + OPTIONAL + 100 + index * 8) : 0;
    }

    private boolean has(int index) {
        return Integer.compareUnsigned(index, memory.load32(headers + OPTIONAL + 92)) < 0
                && 96 + (index + 1) * 8 <= memory.load16(headers + 20);
    }

    /** The address of so many bytes at an offset from the base, all of which must lie in the image. */
    int address(int offset, long bytes) throws LoaderException {
        if ((offset & 0xFFFFFFFFL) + bytes > (size & 0xFFFFFFFFL)) {
            throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT,
                    "offset 0x" + Integer.toHexString(offset) + " is not in the image");
        }
        return base + offset;
    }

    /** The text that lies at an offset from the base. */
    String text(int offset) throws LoaderException {
        StringBuilder text = new StringBuilder();
        int at = address(offset, 1);
        for (int c = memory.load8(at); c != 0; c = memory.load8(++at)) {
            text.append((char) c);
            if (text.length() > LONGEST_NAME) {
                throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT, "a name has no end");
            }
        }
        return text.toString();
    }
}
