package org.mmscope.benchmarks;

import org.mmscope.machine.PagingMode;

/**
 * Page tables that map the working area to the physical addresses that are the same numbers: Unicorn before 2.1 takes
 * that for granted and does not look at the tables of an x86 guest.
 */
final class GuestTables {

    /** First address of the working area, linear and physical. */
    static final int BASE = 16 << 20;
    /** Size of the working area, in bytes. */
    static final int AREA = 64 << 20;
    /** Physical memory that is enough for all, in bytes. */
    static final int MEMORY = 128 << 20;
    /** Physical address of the page directory, or of the page directory pointer table. */
    static final int ROOT = 0x1000;

    private static final int DIRECTORY = 0x2000;
    private static final int TABLES = 0x10000;
    private static final int PRESENT_WRITABLE_USER_USED = 0x67;

    /** Where the entries go. */
    interface Writer {
        void write32(long address, int value);
    }

    private GuestTables() {
    }

    static void write(PagingMode mode, Writer to) {
        int entry = mode == PagingMode.PAE ? 8 : 4;
        int directory = mode == PagingMode.PAE ? DIRECTORY : ROOT;
        int spread = mode == PagingMode.PAE ? 21 : 22;
        for (int i = 0; mode == PagingMode.PAE && i < 4; i++) {
            to.write32(ROOT + 8 * i, DIRECTORY + 0x1000 * i | 1);
        }
        for (long at = 0; at < AREA; at += 1L << spread) {
            long table = TABLES + (at >> spread) * 4096;
            to.write32(directory + (BASE + at >> spread) * entry, (int) table | PRESENT_WRITABLE_USER_USED);
            for (long page = at; page < at + (1L << spread); page += 4096) {
                to.write32(table + (page >> 12 & 4096 / entry - 1) * entry,
                        (int) (BASE + page) | PRESENT_WRITABLE_USER_USED);
            }
        }
    }
}
