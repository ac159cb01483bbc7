package org.mmscope.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits of a present page directory or page table entry, the same in 32-bit paging and PAE. Source: Intel 64 and IA-32
 * Architectures Software Developer's Manual, volume 3A, tables 4-4 to 4-11.
 */
public final class PageEntry {

    public static final long PRESENT = 1;
    /** Writes allowed (R/W). */
    public static final long WRITE = 1 << 1;
    /** User mode allowed (U/S). */
    public static final long USER = 1 << 2;
    public static final long WRITE_THROUGH = 1 << 3;
    public static final long CACHE_DISABLE = 1 << 4;
    public static final long ACCESSED = 1 << 5;
    /** Written; in an entry that maps a page only. */
    public static final long DIRTY = 1 << 6;
    /** In a directory entry: it maps a large page. */
    public static final long LARGE = 1 << 7;
    /** Stays in the translation buffers when CR3 is loaded; in an entry that maps a page only. */
    public static final long GLOBAL = 1 << 8;
    /** PAE with no-execute enabled: instruction fetches forbidden. */
    public static final long NO_EXECUTE = 1L << 63;

    private static final long[] FLAGS = { WRITE, USER, ACCESSED, DIRTY, GLOBAL, LARGE, WRITE_THROUGH, CACHE_DISABLE,
            NO_EXECUTE };
    private static final List<String> NAMES = List.of("W", "U", "A", "D", "G", "PS", "PWT", "PCD", "NX");

    private PageEntry() {
    }

    /**
     * The names of the flags that are set in an entry that maps a page, in the order W, U, A, D, G, PS, PWT, PCD, NX.
     * PS is the size bit of a directory entry, so that it is given for large pages only (bit 7 of a table entry is the
     * PAT bit).
     *
     * @param entry
     *            the entry, of which the upper 32 bits are zero in 32-bit paging
     * @param large
     *            whether it is a directory entry that maps a large page
     */
    public static List<String> flagNames(long entry, boolean large) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((entry & FLAGS[i]) != 0 && (large || FLAGS[i] != LARGE)) {
                names.add(NAMES.get(i));
            }
        }
        return names;
    }
}
