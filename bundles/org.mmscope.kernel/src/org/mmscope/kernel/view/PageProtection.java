package org.mmscope.kernel.view;

/** The names of the 5-bit protection codes that PTEs and VADs keep, as MmProtectToValue translates them. */
public final class PageProtection {

    private static final String[] ACCESS = {"PAGE_NOACCESS", "PAGE_READONLY", "PAGE_EXECUTE", "PAGE_EXECUTE_READ",
        "PAGE_READWRITE", "PAGE_WRITECOPY", "PAGE_EXECUTE_READWRITE", "PAGE_EXECUTE_WRITECOPY"};
    /** Codes of PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY, PAGE_EXECUTE and so on. */
    private static final int[] WINNT = {0, 1, 4, 5, 2, 3, 6, 7};
    private static final int ACCESS_MASK = 7;
    private static final int NO_CACHE = 8;
    private static final int GUARD = 16;

    private PageProtection() {
    }

    /** The PAGE_* name of a code, with its modifiers: {@code PAGE_READWRITE | PAGE_GUARD}. */
    public static String name(int code) {
        String access = ACCESS[code & ACCESS_MASK];
        if ((code & ACCESS_MASK) == 0) {
            return access;
        }
        return access + ((code & GUARD) != 0 ? " | PAGE_GUARD" : "") + ((code & NO_CACHE) != 0 ? " | PAGE_NOCACHE" : "");
    }

    /** The name of a PAGE_* value of winnt.h, with its modifiers; in hexadecimal if it is none. */
    public static String ofPage(long page) {
        int access = Long.numberOfTrailingZeros(page & 0xFF);
        if (Long.bitCount(page & 0xFF) != 1 || (page & ~0x3FF) != 0) {
            return "0x" + Long.toHexString(page);
        }
        return ACCESS[WINNT[access]] + ((page & 0x100) != 0 ? " | PAGE_GUARD" : "")
                + ((page & 0x200) != 0 ? " | PAGE_NOCACHE" : "");
    }
}
