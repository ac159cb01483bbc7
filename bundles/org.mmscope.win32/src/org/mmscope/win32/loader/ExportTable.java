package org.mmscope.win32.loader;

import org.mmscope.win32.heap.UserMemory;

/** The exports of a module (IMAGE_EXPORT_DIRECTORY): found by ordinal, or by name with a binary search. */
final class ExportTable {

    /** There is no such export. */
    static final int NONE = -1;

    private final Module module;
    private final UserMemory memory;
    private final int directory;

    ExportTable(Module module) {
        this.module = module;
        memory = module.memory();
        directory = module.directory(Module.EXPORTS);
    }

    private int field(int offset) throws LoaderException {
        return memory.load32(module.address(directory + offset, 4));
    }

    /** The name that the library has for itself, or where it is when it has none. */
    String library() throws LoaderException {
        return directory == 0 || field(12) == 0 ? String.format("the image at 0x%08X", module.base())
                : module.text(field(12));
    }

    /** Index of the function of an ordinal, or {@link #NONE}. */
    int byOrdinal(int ordinal) throws LoaderException {
        return directory == 0 ? NONE : checked(ordinal - field(16));
    }

    private int checked(int index) throws LoaderException {
        return Integer.compareUnsigned(index, field(20)) < 0 ? index : NONE;
    }

    /** Index of the function of a name, or {@link #NONE}; the place where it is thought to be is looked at first. */
    int byName(String name, int hint) throws LoaderException {
        if (directory == 0) {
            return NONE;
        }
        int names = field(24);
        if (Integer.compareUnsigned(hint, names) < 0 && name(hint).equals(name)) {
            return index(hint);
        }
        int low = 0;
        int high = names - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = name.compareTo(name(middle));
            if (order == 0) {
                return index(middle);
            }
            low = order > 0 ? middle + 1 : low;
            high = order < 0 ? middle - 1 : high;
        }
        return NONE;
    }

    private String name(int place) throws LoaderException {
        return module.text(memory.load32(module.address(field(32) + place * 4, 4)));
    }

    private int index(int place) throws LoaderException {
        return checked(memory.load16(module.address(field(36) + place * 2, 2)));
    }

    /** Offset of a function from the module's base, 0 when the place of the ordinal is empty. */
    int offset(int index) throws LoaderException {
        return memory.load32(module.address(field(28) + index * 4, 4));
    }

    /** Whether an offset is that of a forwarder's text and not of a function. */
    boolean isForwarder(int offset) {
        return Integer.compareUnsigned(offset - directory, module.directorySize(Module.EXPORTS)) < 0;
    }
}
