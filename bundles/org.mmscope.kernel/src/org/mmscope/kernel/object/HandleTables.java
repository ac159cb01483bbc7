package org.mmscope.kernel.object;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/**
 * Handle tables: a HANDLE_TABLE a process, whose TableCode names a page of 512 HANDLE_TABLE_ENTRYs or, with level 1 in
 * its low bits, a page of pointers to such pages. A handle is the entry's number times 4; entry 0 is never given out.
 * Free entries are chained through NextFreeTableEntry.
 */
public final class HandleTables {

    /** No handle. */
    public static final int NONE = 0;

    private static final int ENTRIES = 512;
    private static final int ENTRY = 8;
    private static final int POINTERS = 1024;
    private static final int GRANTED_ACCESS = 4;
    private static final int UNLOCKED = 1;
    private static final int PAGE = 4096;
    private static final int LEVELS = 3;
    private static final int HANDLE_STEP = 4;

    private final SystemMemory system;
    private final Pool pool;
    private final ObjectManager objects;
    private final int size;
    private final int tableCode;
    private final int quotaProcess;
    private final int uniqueProcessId;
    private final int firstFree;
    private final int needingPool;
    private final int handleCount;

    public HandleTables(SystemMemory system, StructureLayouts layouts, Pool pool, ObjectManager objects) {
        this.system = system;
        this.pool = pool;
        this.objects = objects;
        StructureLayout table = layouts.structure("HANDLE_TABLE");
        size = table.size();
        tableCode = table.offset("TableCode");
        quotaProcess = table.offset("QuotaProcess");
        uniqueProcessId = table.offset("UniqueProcessId");
        firstFree = table.offset("FirstFree");
        needingPool = table.offset("NextHandleNeedingPool");
        handleCount = table.offset("HandleCount");
    }

    /** Makes an empty table for a process and gives its address, or 0. */
    public int create(int process, int processId) {
        int table = pool.allocate(size, "Obtb");
        int page = table == 0 ? 0 : pool.allocate(PAGE, "Obtb");
        if (page == 0) {
            if (table != 0) {
                pool.free(table);
            }
            return 0;
        }
        system.write32(table + tableCode, page);
        system.write32(table + quotaProcess, process);
        system.write32(table + uniqueProcessId, processId);
        chain(table, page, 0);
        return table;
    }

    /** Closes every handle of a table and frees it. */
    public void delete(int table) {
        int end = system.read32(table + needingPool);
        for (int handle = HANDLE_STEP; handle < end; handle += HANDLE_STEP) {
            if (object(table, handle) != 0) {
                close(table, handle);
            }
        }
        int code = system.read32(table + tableCode);
        int top = code & -HANDLE_STEP;
        if ((code & LEVELS) == 1) {
            for (int i = 0; i < POINTERS && system.read32(top + i * 4) != 0; i++) {
                pool.free(system.read32(top + i * 4));
            }
        }
        pool.free(top);
        pool.free(table);
    }

    /** Open handles. */
    public int count(int table) {
        return system.read32(table + handleCount);
    }

    /** Makes a handle of an object with an access mask and counts it; {@link #NONE} without memory. */
    public int open(int table, int body, int access) {
        int handle = system.read32(table + firstFree);
        if (handle == NONE) {
            if (!grow(table)) {
                return NONE;
            }
            handle = system.read32(table + firstFree);
        }
        int entry = entry(table, handle);
        system.write32(table + firstFree, system.read32(entry + GRANTED_ACCESS));
        system.write32(entry, ObjectManager.header(body) | UNLOCKED);
        system.write32(entry + GRANTED_ACCESS, access);
        system.add32(table + handleCount, 1);
        objects.handleMade(body);
        return handle;
    }

    /** The object of a handle, or 0 when it is no open handle. */
    public int object(int table, int handle) {
        if ((handle & HANDLE_STEP - 1) != 0 || handle == 0
                || Integer.compareUnsigned(handle, system.read32(table + needingPool)) >= 0) {
            return 0;
        }
        int value = system.read32(entry(table, handle));
        return value == 0 ? 0 : (value & -8) + ObjectLayout.HEADER;
    }

    /** The object of a handle when it is of a type, else 0. */
    public int object(int table, int handle, ObjectType type) {
        int body = object(table, handle);
        return body != 0 && objects.type(body) == type ? body : 0;
    }

    /** The access that a handle was given. */
    public int access(int table, int handle) {
        return system.read32(entry(table, handle) + GRANTED_ACCESS);
    }

    /** Closes an open handle. */
    public void close(int table, int handle) {
        int body = object(table, handle);
        int entry = entry(table, handle);
        system.write32(entry, 0);
        system.write32(entry + GRANTED_ACCESS, system.read32(table + firstFree));
        system.write32(table + firstFree, handle);
        system.add32(table + handleCount, -1);
        objects.handleClosed(body);
    }

    private int entry(int table, int handle) {
        int index = handle / HANDLE_STEP;
        int code = system.read32(table + tableCode);
        int page = code & -HANDLE_STEP;
        if ((code & LEVELS) == 1) {
            page = system.read32(page + index / ENTRIES * 4);
        }
        return page + index % ENTRIES * ENTRY;
    }

    private boolean grow(int table) {
        int code = system.read32(table + tableCode);
        int pages = system.read32(table + needingPool) / HANDLE_STEP / ENTRIES;
        if (pages == POINTERS || (code & LEVELS) == 0 && !addLevel(table, code)) {
            return false;
        }
        int page = pool.allocate(PAGE, "Obtb");
        if (page == 0) {
            return false;
        }
        system.write32((system.read32(table + tableCode) & -HANDLE_STEP) + pages * 4, page);
        chain(table, page, pages * ENTRIES);
        return true;
    }

    private boolean addLevel(int table, int first) {
        int top = pool.allocate(PAGE, "Obtb");
        if (top != 0) {
            system.write32(top, first);
            system.write32(table + tableCode, top | 1);
        }
        return top != 0;
    }

    /** Puts the entries of a new page on the free chain, lowest first. */
    private void chain(int table, int page, int first) {
        int from = first == 0 ? 1 : 0;
        for (int i = from; i < ENTRIES; i++) {
            int next = i + 1 < ENTRIES ? (first + i + 1) * HANDLE_STEP : NONE;
            system.write32(page + i * ENTRY + GRANTED_ACCESS, next);
        }
        system.write32(table + firstFree, (first + from) * HANDLE_STEP);
        system.write32(table + needingPool, (first + ENTRIES) * HANDLE_STEP);
    }
}
