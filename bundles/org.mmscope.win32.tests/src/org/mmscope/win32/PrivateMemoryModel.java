package org.mmscope.win32;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

import org.mmscope.kernel.ExceptionRecord;

/**
 * What the documentation says of private memory, in a range of pages that a process uses for nothing else: an array of
 * what each page is, an array of its bytes, and the rules, each as plain as it can be said.
 */
final class PrivateMemoryModel {

    /** Most pages that a test keeps locked: a process may lock fewer than its working set's minimum. */
    static final int MOST_LOCKED = 24;

    private static final int PAGE = 4096;
    private static final int GRANULE = 0x10000;
    private static final int ACCESS_VIOLATION = 0xC0000005;
    private static final int GUARD_PAGE = 0x80000001;
    private static final int NOACCESS = 0x01;
    private static final int GUARD = 0x100;
    private static final int NOCACHE = 0x200;
    private static final int READABLE = 0x7E;
    private static final int WRITABLE = 0x44;
    private static final int COPIES = 0x88;
    private static final int FREE = -1;

    private final int base;
    private final int pages;
    /** Page at which the reservation of a page begins, FREE for none. */
    private final int[] reservation;
    private final int[] allocationProtect;
    /** PAGE_* of a committed page, 0 for one that is not. */
    private final int[] protect;
    private final boolean[] locked;
    private final byte[] bytes;

    /** What a call should give: result, last error, out parameters, exception. */
    record Expected(int result, int error, Map<String, Long> out, ExceptionRecord exception) {

        static Expected of(int result) {
            return new Expected(result, 0, Map.of(), null);
        }

        static Expected error(int error) {
            return new Expected(0, error, Map.of(), null);
        }
    }

    PrivateMemoryModel(int base, int pages) {
        this.base = base;
        this.pages = pages;
        reservation = new int[pages];
        allocationProtect = new int[pages];
        protect = new int[pages];
        locked = new boolean[pages];
        bytes = new byte[pages * PAGE];
        Arrays.fill(reservation, FREE);
    }

    private int page(int address) {
        return address - base >> 12;
    }

    private int address(int page) {
        return base + page * PAGE;
    }

    private boolean all(int first, int last, IntPredicate rule) {
        for (int page = first; page <= last; page++) {
            if (!rule.test(page)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a range lies in the modelled pages. */
    boolean has(int address, int size) {
        long first = (address & 0xFFFFFFFFL) - base;
        return first >= 0 && first + (size & 0xFFFFFFFFL) <= (long) pages * PAGE;
    }

    /** Whether a range reaches over 0x7FFEFFFF. */
    private static boolean isAboveUser(int address, int size) {
        return (address & 0xFFFFFFFFL) + Math.max(1, size & 0xFFFFFFFFL) > 0x7FFF0000L;
    }

    private static boolean isProtection(int value) {
        int modifiers = value & ~0xFF;
        boolean one = Integer.bitCount(value & 0xFF) == 1 && (modifiers & ~(GUARD | NOCACHE)) == 0;
        return one && modifiers != (GUARD | NOCACHE) && ((value & 0xFF) != NOACCESS || modifiers == 0);
    }

    Expected alloc(int address, int size, int type, int protection) {
        boolean reserve = (type & Win32Constants.MEM_RESERVE) != 0;
        boolean commit = (type & Win32Constants.MEM_COMMIT) != 0;
        int known = Win32Constants.MEM_RESERVE | Win32Constants.MEM_COMMIT | Win32Constants.MEM_TOP_DOWN;
        if (!reserve && !commit || (type & ~known) != 0 || !isProtection(protection) || size == 0
                || !has(address, size) || reserve && (protection & COPIES) != 0) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        int last = page(address + size - 1);
        return reserve ? reserve(page(address & -GRANULE), last, commit, protection)
                : commit(page(address), last, protection);
    }

    private Expected reserve(int first, int last, boolean commit, int protection) {
        if (!all(first, last, page -> reservation[page] == FREE)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        for (int page = first; page <= last; page++) {
            reservation[page] = first;
            allocationProtect[page] = protection;
            protect[page] = commit ? protection : 0;
        }
        return Expected.of(address(first));
    }

    private boolean inOneReservation(int first, int last) {
        return reservation[first] != FREE && all(first, last, page -> reservation[page] == reservation[first]);
    }

    private Expected commit(int first, int last, int protection) {
        if (!inOneReservation(first, last)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        if ((protection & COPIES) != 0) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        Arrays.fill(protect, first, last + 1, protection);
        return Expected.of(address(first));
    }

    Expected free(int address, int size, int type) {
        boolean release = type == Win32Constants.MEM_RELEASE;
        if (!release && type != Win32Constants.MEM_DECOMMIT || release && size != 0 || isAboveUser(address, size)) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        if (!has(address, size)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        int first = page(address);
        if (reservation[first] == FREE || size == 0 && reservation[first] != first) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        int last = size == 0 ? lastOf(first) : page(address + size - 1);
        if (!inOneReservation(first, last)) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        for (int page = first; page <= last; page++) {
            reservation[page] = release ? FREE : reservation[page];
            protect[page] = 0;
            locked[page] = false;
            Arrays.fill(bytes, page * PAGE, (page + 1) * PAGE, (byte) 0);
        }
        return Expected.of(1);
    }

    private int lastOf(int first) {
        int last = first;
        while (last + 1 < pages && reservation[last + 1] == reservation[first]) {
            last++;
        }
        return last;
    }

    Expected protect(int address, int size, int protection) {
        if (!isProtection(protection) || size == 0 || isAboveUser(address, size)) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        if (!has(address, size)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        int first = page(address);
        int last = page(address + size - 1);
        if (!inOneReservation(first, last)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        if ((protection & COPIES) != 0) {
            return Expected.error(Win32Constants.ERROR_INVALID_PARAMETER);
        }
        if (!all(first, last, page -> protect[page] != 0)) {
            return Expected.error(Win32Constants.ERROR_INVALID_ADDRESS);
        }
        long old = protect[first];
        Arrays.fill(protect, first, last + 1, protection);
        return new Expected(1, 0, Map.of("OldProtect", old), null);
    }

    Expected query(int address) {
        int first = page(address);
        boolean free = reservation[first] == FREE;
        int end = first + 1;
        while (end < pages && reservation[end] == reservation[first] && protect[end] == protect[first]) {
            end++;
        }
        boolean committed = protect[first] != 0;
        Map<String, Long> out = new LinkedHashMap<>();
        out.put("BaseAddress", (long) address(first));
        out.put("AllocationBase", free ? 0L : address(reservation[first]));
        out.put("AllocationProtect", free ? 0L : allocationProtect[first]);
        out.put("RegionSize", (long) (end - first) * PAGE);
        out.put("State", (long) (free ? Win32Constants.MEM_FREE
                : committed ? Win32Constants.MEM_COMMIT : Win32Constants.MEM_RESERVE));
        out.put("Protect", free ? NOACCESS : (long) protect[first]);
        out.put("Type", free ? 0L : Win32Constants.MEM_PRIVATE);
        return new Expected(28, 0, out, null);
    }

    /** Whether the run of like pages of an address ends before the modelled pages do. */
    boolean runEndsInside(int address) {
        int first = page(address);
        return !all(first, pages - 1,
                page -> reservation[page] == reservation[first] && protect[page] == protect[first]);
    }

    /** The documentation does not say what locking does to guard pages, so that these are not locked. */
    boolean mayLock(int address, int size) {
        int first = page(address);
        int last = page(address + size - 1);
        int others = 0;
        for (int page = 0; page < pages; page++) {
            others += locked[page] && (page < first || page > last) ? 1 : 0;
        }
        return others + last - first < MOST_LOCKED && all(first, last, page -> (protect[page] & GUARD) == 0);
    }

    Expected lock(int address, int size) {
        int first = page(address);
        int last = page(address + size - 1);
        if (!all(first, last, page -> (protect[page] & READABLE) != 0)) {
            return Expected.error(Win32Constants.ERROR_NOACCESS);
        }
        Arrays.fill(locked, first, last + 1, true);
        return Expected.of(1);
    }

    Expected unlock(int address, int size) {
        int first = page(address);
        int last = page(address + size - 1);
        if (!all(first, last, page -> locked[page])) {
            return Expected.error(Win32Constants.ERROR_NOT_LOCKED);
        }
        Arrays.fill(locked, first, last + 1, false);
        return Expected.of(1);
    }

    /** Nor what becomes of a lock whose page is made inaccessible. */
    boolean isLocked(int address, int size) {
        return size != 0 && !all(page(address), page(address + size - 1), page -> !locked[page]);
    }

    Expected load(int address) {
        Expected refused = refuse(address, READABLE, ExceptionRecord.READ);
        return refused != null ? refused : Expected.of(bytes[address - base] & 0xFF);
    }

    Expected store(int address, int value) {
        Expected refused = refuse(address, WRITABLE, ExceptionRecord.WRITE);
        if (refused == null) {
            bytes[address - base] = (byte) value;
        }
        return refused != null ? refused : Expected.of(0);
    }

    /** A processor without no-execute does not say that what it refused was a fetch. */
    Expected execute(int address) {
        Expected refused = refuse(address, READABLE, ExceptionRecord.READ);
        return refused != null ? refused : Expected.of(0);
    }

    /** A guard page raises its exception once and is an ordinary page then; but a forbidden access comes first. */
    private Expected refuse(int address, int allowed, int operation) {
        int page = page(address);
        int code = ACCESS_VIOLATION;
        if ((protect[page] & allowed) != 0) {
            if ((protect[page] & GUARD) == 0) {
                return null;
            }
            protect[page] &= ~GUARD;
            code = GUARD_PAGE;
        }
        return new Expected(0, 0, Map.of(), new ExceptionRecord(code, operation, address));
    }

    /** Reads a range whose pages have no guard. */
    Expected read(int address, int size) {
        if (!all(page(address), page(address + size - 1), page -> (protect[page] & READABLE) != 0)) {
            return Expected.error(Win32Constants.ERROR_PARTIAL_COPY);
        }
        int hash = 0x811C9DC5;
        for (int i = 0; i < size; i++) {
            hash = (hash ^ bytes[address - base + i] & 0xFF) * 0x01000193;
        }
        Map<String, Long> out = new LinkedHashMap<>();
        out.put("BytesRead", (long) size);
        out.put("Fnv1a", hash & 0xFFFFFFFFL);
        return new Expected(1, 0, out, null);
    }

    boolean isGuarded(int address, int size) {
        return !all(page(address), page(address + size - 1), page -> (protect[page] & GUARD) == 0);
    }
}
