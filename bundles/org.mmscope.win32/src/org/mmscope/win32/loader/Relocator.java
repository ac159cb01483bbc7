package org.mmscope.win32.loader;

import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.UserMemory;

/**
 * Corrects the addresses in an image that is not at its base (LdrRelocateImage): the pages that it writes to become
 * private.
 */
final class Relocator {

    private static final int ABSOLUTE = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int HIGHLOW = 3;
    private static final int BLOCK_HEADER = 8;
    private static final int WRITE = 0x80000000;

    private final WritablePages pages;

    Relocator(WritablePages pages) {
        this.pages = pages;
    }

    void relocate(Module module) throws LoaderException {
        if (module.relocationsStripped()) {
            throw new LoaderException(Win32Constants.ERROR_INVALID_ADDRESS,
                    "the image's base is taken and it cannot be moved");
        }
        int count = module.sections();
        int[] before = new int[count];
        for (int i = 0; i < count; i++) {
            before[i] = isReadOnly(module, i) ? pages.open(start(module, i), size(module, i)) : 0;
        }
        correct(module, module.base() - module.preferredBase());
        for (int i = 0; i < count; i++) {
            pages.close(start(module, i), size(module, i), before[i]);
        }
    }

    private static boolean isReadOnly(Module module, int index) {
        int header = module.section(index);
        return (module.memory().load32(header + 36) & WRITE) == 0 && module.memory().load32(header + 16) != 0;
    }

    private static int start(Module module, int index) throws LoaderException {
        return module.address(module.memory().load32(module.section(index) + 12), 1);
    }

    private static long size(Module module, int index) {
        int virtual = module.memory().load32(module.section(index) + 8);
        return (virtual != 0 ? virtual : module.memory().load32(module.section(index) + 16)) & 0xFFFFFFFFL;
    }

    private static void correct(Module module, int delta) throws LoaderException {
        UserMemory memory = module.memory();
        int at = module.directory(Module.RELOCATIONS);
        int left = module.directorySize(Module.RELOCATIONS);
        while (at != 0 && left > 0) {
            int header = module.address(at, BLOCK_HEADER);
            int page = memory.load32(header);
            int bytes = memory.load32(header + 4);
            if (bytes < BLOCK_HEADER || bytes > left) {
                throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT, "a block of relocations has a bad size");
            }
            module.address(at, bytes);
            for (int entry = BLOCK_HEADER; entry + 2 <= bytes; entry += 2) {
                int word = memory.load16(header + entry);
                correctOne(module, word >>> 12, page + (word & 0xFFF), delta);
            }
            at += bytes;
            left -= bytes;
        }
    }

    private static void correctOne(Module module, int type, int offset, int delta) throws LoaderException {
        UserMemory memory = module.memory();
        switch (type) {
            case ABSOLUTE -> { }
            case HIGHLOW -> {
                int at = module.address(offset, 4);
                memory.store32(at, memory.load32(at) + delta);
            }
            case HIGH -> {
                int at = module.address(offset, 2);
                memory.store16(at, (memory.load16(at) << 16) + delta >>> 16);
            }
            case LOW -> {
                int at = module.address(offset, 2);
                memory.store16(at, memory.load16(at) + delta);
            }
            default -> throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT,
                    "a relocation is of the unknown type " + type);
        }
    }
}
