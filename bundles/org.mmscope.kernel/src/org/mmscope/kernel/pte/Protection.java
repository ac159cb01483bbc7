package org.mmscope.kernel.pte;

import org.mmscope.kernel.MemoryConstants;

/** The 5-bit protection codes that PTEs and VADs keep (MM_* of mi.h), and what they stand for. */
public final class Protection {

    public static final int NONE = 0;
    public static final int READONLY = 1;
    public static final int EXECUTE = 2;
    public static final int EXECUTE_READ = 3;
    public static final int READWRITE = 4;
    public static final int WRITECOPY = 5;
    public static final int EXECUTE_READWRITE = 6;
    public static final int EXECUTE_WRITECOPY = 7;
    public static final int NOCACHE = 8;
    public static final int GUARD = 0x10;
    public static final int DECOMMIT = 0x10;
    public static final int NOACCESS = 0x18;
    /** No protection code: what {@link #ofPage} gives for a bad PAGE_* value. */
    public static final int INVALID = -1;

    private static final int[] PAGE = {MemoryConstants.PAGE_NOACCESS, MemoryConstants.PAGE_READONLY,
        MemoryConstants.PAGE_EXECUTE, MemoryConstants.PAGE_EXECUTE_READ, MemoryConstants.PAGE_READWRITE,
        MemoryConstants.PAGE_WRITECOPY, MemoryConstants.PAGE_EXECUTE_READWRITE,
        MemoryConstants.PAGE_EXECUTE_WRITECOPY};
    private static final int ACCESS = 7;

    private Protection() {
    }

    /** PAGE_* of a protection code (MmProtectToValue). */
    public static int toPage(int code) {
        int page = PAGE[code & ACCESS];
        if ((code & ACCESS) == NONE) {
            return page;
        }
        return page | ((code & NOCACHE) != 0 ? MemoryConstants.PAGE_NOCACHE : 0)
                | ((code & GUARD) != 0 ? MemoryConstants.PAGE_GUARD : 0);
    }

    /** The protection code of a PAGE_* value, or {@link #INVALID} (MiMakeProtectionMask). */
    public static int ofPage(int page) {
        int access = page & 0xFF;
        if (Integer.bitCount(access) != 1 || (page & ~0x3FF) != 0) {
            return INVALID;
        }
        int modifiers = page & (MemoryConstants.PAGE_GUARD | MemoryConstants.PAGE_NOCACHE);
        if (access == MemoryConstants.PAGE_NOACCESS) {
            return modifiers == 0 ? NOACCESS : INVALID;
        }
        if (modifiers == (MemoryConstants.PAGE_GUARD | MemoryConstants.PAGE_NOCACHE)) {
            return INVALID;
        }
        int code = 0;
        while (PAGE[code] != access) {
            code++;
        }
        return code | ((modifiers & MemoryConstants.PAGE_GUARD) != 0 ? GUARD : 0)
                | ((modifiers & MemoryConstants.PAGE_NOCACHE) != 0 ? NOCACHE : 0);
    }

    /** Whether a program may read a page of this code at all, its guard apart. */
    public static boolean accessible(int code) {
        return (code & ACCESS) != NONE;
    }

    /** Whether a first touch of a page of this code raises a guard page violation. */
    public static boolean guard(int code) {
        return (code & GUARD) != 0 && accessible(code);
    }

    /** Whether a store is allowed, a copy-on-write included. */
    public static boolean writable(int code) {
        return (code & 4) != 0;
    }

    /** Whether a store makes a private copy. */
    public static boolean copyOnWrite(int code) {
        return (code & 5) == 5;
    }

    /** Whether instructions may be fetched. */
    public static boolean executable(int code) {
        return (code & 2) != 0;
    }

    /** Whether instructions may be fetched, and that is all; x86 can read such a page all the same. */
    public static boolean executesOnly(int code) {
        return (code & ACCESS) == EXECUTE;
    }

    /** The code that a private copy of a copy-on-write page has. */
    public static int withoutCopyOnWrite(int code) {
        return copyOnWrite(code) ? code & ~1 : code;
    }

    /** The code that lets a store make a private copy, for a code that allows stores. */
    public static int withCopyOnWrite(int code) {
        return writable(code) ? code | 1 : code;
    }

    /** Whether what has one protection may be seen with another (MmCompatibleProtectionMask). */
    public static boolean allows(int code, int view) {
        boolean stores = writable(view) && !copyOnWrite(view);
        boolean reads = accessible(view) && !executesOnly(view);
        return (!stores || writable(code) && !copyOnWrite(code)) && (!executable(view) || executable(code))
                && (!reads || accessible(code) && !executesOnly(code));
    }

    /** The bits of a valid PTE for a code, writable pages not yet dirty (MmProtectToPteMask). */
    public static long pteBits(int code) {
        long bits = (code & GUARD) == 0 && (code & NOCACHE) != 0 ? Pte.CACHE_DISABLE | Pte.WRITE_THROUGH : 0;
        if (copyOnWrite(code)) {
            return bits | Pte.COPY_ON_WRITE;
        }
        return writable(code) ? bits | Pte.WRITE : bits;
    }
}
