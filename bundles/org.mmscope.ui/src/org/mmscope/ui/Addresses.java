package org.mmscope.ui;

import java.util.Locale;

/** How addresses, frames and the bits of entries are written, everywhere in the workbench. Any thread. */
public final class Addresses {

    private Addresses() {
    }

    /** A virtual address: {@code 0x10000000}, always eight digits; nothing for 0. */
    public static String virtual(long address) {
        return address == 0 ? "" : String.format(Locale.ROOT, "0x%08X", address);
    }

    /** A range of virtual addresses, the last byte included: {@code 0x10000000-0x1000FFFF}. */
    public static String range(long first, long last) {
        return String.format(Locale.ROOT, "0x%08X-0x%08X", first, last);
    }

    /** A physical address: {@code 0x00039000}; more digits above 4 GB. */
    public static String physical(long address) {
        return String.format(Locale.ROOT, "0x%08X", address);
    }

    /** A page frame number: {@code 0x1F}; nothing for a negative one, which stands for none. */
    public static String frame(int pfn) {
        return pfn < 0 ? "" : String.format(Locale.ROOT, "0x%X", pfn);
    }

    /** The bits of a page table entry: eight digits, sixteen when the upper half is not empty. */
    public static String bits(long raw) {
        return String.format(Locale.ROOT, raw >>> 32 == 0 ? "%08X" : "%016X", raw);
    }
}
