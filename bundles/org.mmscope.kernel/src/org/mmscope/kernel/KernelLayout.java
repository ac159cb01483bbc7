package org.mmscope.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mmscope.machine.PagingMode;

/**
 * Where a kernel keeps its image, globals and regions: the system half of every address space. It follows from the
 * configuration alone. With 2 GB of user space the image lies at 0x804D7000 as in XP (0x80100000 below 16 MB of
 * memory); with more, the map of low memory begins at 0xE1000000, the loader's alternate base. Addresses are the
 * 32 bits of a virtual address. Immutable, any thread.
 */
public final class KernelLayout {

    /** Base of the window in which the self-map entry shows the page tables. */
    public static final int PTE_BASE = 0xC0000000;
    /** Base of the directory in that window; 0xC0600000 under PAE. */
    public static final int PDE_BASE = 0xC0300000;
    /** The shared user data page as the kernel sees it. */
    public static final int KERNEL_SHARED_DATA = 0xFFDF0000;
    /** The shared user data page as programs see it. */
    public static final int USER_SHARED_DATA = 0x7FFE0000;
    /** The process environment block. */
    public static final int PEB = 0x7FFDF000;
    /** Frame of the System process's directory, where tools look for it. */
    public static final int SYSTEM_DIRECTORY_FRAME = 0x39;
    /** Bytes of session space of XP: paged pool, then room for views, the session's data, and images. */
    public static final int SESSION_SPACE_SIZE = 48 << 20;
    /** Bytes of the session's paged pool, with which session space begins: MI_SESSION_POOL_SIZE of XP. */
    public static final int SESSION_POOL_SIZE = 16 << 20;
    /** Lowest address that programs may use. */
    public static final int LOWEST_USER_ADDRESS = 0x00010000;

    private static final int HYPERSPACE = 0xC0400000;
    private static final int PAE_HYPERSPACE = 0xC0800000;
    private static final int HYPERSPACE_SIZE = 0x400000;
    private static final int WORKING_SET_LIST_OFFSET = 0x103000;
    /** MM_SYSTEM_CACHE_WORKING_SET. */
    private static final int SYSTEM_WORKING_SET = 0xC0C00000;
    private static final int SYSTEM_WORKING_SET_ENTRIES = 0x100000;
    private static final int SYSTEM_WORKING_SET_SIZE = 0x200000;
    private static final int VAD_BITMAP_OFFSET = 0x101000;
    private static final int WORKING_SET_HASH_OFFSET = 0x280000;
    private static final int SESSION_DATA_OFFSET = 36 << 20;
    /** Bytes of the session's data: MI_SESSION_DATA_PAGES_MAXIMUM pages of 64 KB. */
    private static final int SESSION_DATA_SIZE = 64 << 10;
    private static final int SESSION_WORKING_SET_ENTRIES = 64 << 10;
    private static final int SESSION_WORKING_SET_HASH = 256 << 10;
    private static final int LOW_MEMORY = 0x80000000;
    private static final int ALTERNATE_LOW_MEMORY = 0xE1000000;
    private static final int IMAGE_OFFSET = 0x4D7000;
    private static final int SMALL_IMAGE_OFFSET = 0x100000;
    private static final long SMALL_MEMORY = 16L << 20;
    private static final int PAGE = 4096;
    private static final int TABLE_SPAN = 4 << 20;
    private static final int DATABASE_OFFSET = 0x1000000;
    private static final int PAGED_POOL = 0xE1000000;
    private static final int PAGED_POOL_LIMIT = 0xF0C00000;
    private static final int SYSTEM_PTES_LIMIT = 0xFF800000;
    private static final int SYSTEM_PTES_ROOM = 0x02C00000;
    /** System PTEs of a machine with 19 MB or more, MM_DEFAULT_SYSTEM_PTES of Windows 2000. */
    static final int MOST_SYSTEM_PTES = 11008;
    /** MM_MINIMUM_SYSTEM_PTES of Windows 2000, for less memory. */
    private static final int FEWEST_SYSTEM_PTES = 7008;
    private static final long FEW_SYSTEM_PTES_BELOW = 19L << 20;
    private static final int NON_PAGED_POOL_MAXIMUM = 256 << 20;
    private static final int SYSTEM_CACHE = 0xC1000000;
    private static final int MOST_SYSTEM_CACHE_PAGES = 512 << 20 >>> 12;
    private static final int FEWEST_SYSTEM_CACHE_PAGES = 64 << 20 >>> 12;
    /** Frames that bring more address space for the cache, and how many may be missing from them. */
    private static final int SYSTEM_CACHE_STEP = 1024;
    private static final int SYSTEM_CACHE_SLACK = 64;
    private static final int SYSTEM_CACHE_PAGES_PER_STEP = 64 << 20 >>> 12;
    private static final int ENTRY_SIZE = 24;
    private static final int PAE_ENTRY_SIZE = 28;

    private final int hyperspace;
    private final int lowMemory;
    private final int kernelBase;
    private final int pfnDatabase;
    private final int pfnEntrySize;
    private final boolean largePages;
    private final int largePool;
    private final int nonPagedPoolStart;
    private final int nonPagedPoolEnd;
    private final int pagedPoolStart;
    private final int pagedPoolEnd;
    private final int systemRangeStart;
    private final int sessionSpace;
    private final int[] symbols = new int[KernelSymbol.values().length];
    private final int dataEnd;
    private final int nonPagedPoolPages;
    private final int pagedPoolPages;
    private final int systemPtesStart;
    private final int systemPtes;
    private final int systemCachePages;

    public KernelLayout(KernelConfiguration configuration) {
        boolean wide = configuration.userSpaceBytes() > 2L << 30;
        boolean pae = configuration.paging() == PagingMode.PAE;
        long frames = configuration.usedMemoryBytes() / PAGE;
        pfnEntrySize = pae ? PAE_ENTRY_SIZE : ENTRY_SIZE;
        hyperspace = pae ? PAE_HYPERSPACE : HYPERSPACE;
        lowMemory = wide ? ALTERNATE_LOW_MEMORY : LOW_MEMORY;
        systemRangeStart = (int) configuration.userSpaceBytes();
        kernelBase = lowMemory + (configuration.memoryBytes() < SMALL_MEMORY ? SMALL_IMAGE_OFFSET : IMAGE_OFFSET);
        dataEnd = placeSymbols();
        pfnDatabase = lowMemory + DATABASE_OFFSET;
        largePages = configuration.kernelLargePages();
        long databaseEnd = (pfnDatabase & 0xFFFFFFFFL) + frames * pfnEntrySize;
        int tableBorder = (int) up(databaseEnd, TABLE_SPAN);
        nonPagedPoolStart = largePages ? (int) up(databaseEnd, PAGE) : tableBorder;
        largePool = largePages ? (int) up(databaseEnd, configuration.largePageBytes()) - nonPagedPoolStart : 0;
        int poolLimit = wide ? PAGED_POOL_LIMIT : PTE_BASE;
        nonPagedPoolEnd = Math.min(nonPagedPoolStart + NON_PAGED_POOL_MAXIMUM,
                tableBorder + (int) ((poolLimit - tableBorder & 0xFFFFFFFFL) / 2));
        int border = (int) up(nonPagedPoolEnd & 0xFFFFFFFFL, TABLE_SPAN);
        int session = configuration.profile().sessionSpace();
        // Where user space has more than 2 GB the usual place is the user's: it lies between the pools.
        sessionSpace = session != 0 && wide ? border : session;
        pagedPoolStart = !wide ? PAGED_POOL : session != 0 ? border + SESSION_SPACE_SIZE : border;
        pagedPoolEnd = wide ? SYSTEM_PTES_LIMIT - SYSTEM_PTES_ROOM : PAGED_POOL_LIMIT;
        systemPtesStart = pagedPoolEnd;
        systemPtes = configuration.memoryBytes() < FEW_SYSTEM_PTES_BELOW ? FEWEST_SYSTEM_PTES : MOST_SYSTEM_PTES;
        nonPagedPoolPages = poolPages(nonPagedPoolStart, nonPagedPoolEnd, frames);
        pagedPoolPages = poolPages(pagedPoolStart, pagedPoolEnd, frames);
        systemCachePages = systemCachePages(frames);
    }

    /**
     * 64 MB; from 16 MB of memory (4032 frames) on 128 MB and 64 MB more for each 4 MB above, up to the alternate base
     * of low memory (Inside Windows 2000 and Windows Internals, "Cache Virtual Size").
     */
    private static int systemCachePages(long frames) {
        long steps = (frames + SYSTEM_CACHE_SLACK) / SYSTEM_CACHE_STEP;
        return steps < 4 ? FEWEST_SYSTEM_CACHE_PAGES
                : (int) Math.min(MOST_SYSTEM_CACHE_PAGES, (steps - 2) * SYSTEM_CACHE_PAGES_PER_STEP);
    }

    /** A pool's address space is not larger than four times physical memory, which bounds its bitmaps. */
    private static int poolPages(int start, int end, long frames) {
        return (int) Math.min((end - start) / PAGE, 4 * frames);
    }

    private int placeSymbols() {
        int address = dataStart();
        for (KernelSymbol symbol : KernelSymbol.values()) {
            symbols[symbol.ordinal()] = address;
            address = (int) up((address & 0xFFFFFFFFL) + symbol.size(), 8);
        }
        return address;
    }

    private static long up(long value, long unit) {
        return (value + unit - 1) / unit * unit;
    }

    /** First address of session space, of which every session has its own; 0 without sessions. */
    public int sessionSpace() {
        return sessionSpace;
    }

    /** The MM_SESSION_SPACE of a process's session. */
    public int sessionData() {
        return sessionSpace + SESSION_DATA_OFFSET;
    }

    /** The MMWSL of the process's session, behind the session's data; one page table maps both and the hash table. */
    public int sessionWorkingSetList() {
        return sessionData() + SESSION_DATA_SIZE;
    }

    /** The hash table of that working set. */
    public int sessionWorkingSetHash() {
        return sessionWorkingSetList() + SESSION_WORKING_SET_ENTRIES;
    }

    /** End of the room for that hash table. */
    public int sessionWorkingSetEnd() {
        return sessionWorkingSetHash() + SESSION_WORKING_SET_HASH;
    }

    /** Base of hyperspace, of which every process has its own. */
    public int hyperspace() {
        return hyperspace;
    }

    /** End of hyperspace. */
    public int hyperspaceEnd() {
        return hyperspace + HYPERSPACE_SIZE;
    }

    /** The bitmap of a process's reservations, a bit for each 64 KB, in hyperspace. */
    public int vadBitmap() {
        return hyperspace + VAD_BITMAP_OFFSET;
    }

    /** The MMWSL of a process, in hyperspace. */
    public int workingSetList() {
        return hyperspace + WORKING_SET_LIST_OFFSET;
    }

    /** The hash table of a process's working set, in hyperspace. */
    public int workingSetHash() {
        return hyperspace + WORKING_SET_HASH_OFFSET;
    }

    /** The MMWSL of the system; one page table maps it and its hash table. */
    public int systemWorkingSetList() {
        return SYSTEM_WORKING_SET;
    }

    /** The hash table of the system's working set. */
    public int systemWorkingSetHash() {
        return SYSTEM_WORKING_SET + SYSTEM_WORKING_SET_ENTRIES;
    }

    /** End of the room for that hash table. */
    public int systemWorkingSetEnd() {
        return SYSTEM_WORKING_SET + SYSTEM_WORKING_SET_SIZE;
    }

    /** First address of the map of low memory: frame 0 is there. */
    public int lowMemory() {
        return lowMemory;
    }

    /** Base of the kernel image; its first page holds the PE header. */
    public int kernelBase() {
        return kernelBase;
    }

    /** First address of the kernel's data section. */
    public int dataStart() {
        return kernelBase + PAGE;
    }

    /** Address behind the kernel's last global. */
    public int dataEnd() {
        return dataEnd;
    }

    /** Bitmaps of the pools' pages, behind the kernel's globals: two for nonpaged, then two for paged pool. */
    public int poolBitmaps() {
        return dataEnd;
    }

    /** Pages of the kernel image: header, globals and pool bitmaps. */
    public int imagePages() {
        int bitmaps = 2 * (bitmapBytes(nonPagedPoolPages) + bitmapBytes(pagedPoolPages));
        return (dataEnd + bitmaps - kernelBase + PAGE - 1) / PAGE;
    }

    /** Bytes of a bitmap with a bit for each of so many pages. */
    public static int bitmapBytes(int pages) {
        return (pages + 31) / 32 * 4;
    }

    /** Pages of address space of nonpaged pool. */
    public int nonPagedPoolPages() {
        return nonPagedPoolPages;
    }

    /** Pages of address space of paged pool. */
    public int pagedPoolPages() {
        return pagedPoolPages;
    }

    /** The page frame number database. */
    public int pfnDatabase() {
        return pfnDatabase;
    }

    /** Size of an entry of the page frame number database in bytes: 24, under PAE 28. */
    public int pfnEntrySize() {
        return pfnEntrySize;
    }

    /** Whether the kernel image, the PFN database and the pages of pool behind it are mapped by large pages. */
    public boolean largePages() {
        return largePages;
    }

    /**
     * Whether an address of nonpaged pool lies in the large page in which the PFN database ends: it is always mapped.
     */
    public boolean inLargePool(int va) {
        return Integer.compareUnsigned(va - nonPagedPoolStart, largePool) < 0;
    }

    public int nonPagedPoolStart() {
        return nonPagedPoolStart;
    }

    public int nonPagedPoolEnd() {
        return nonPagedPoolEnd;
    }

    /** First address of paged pool, which is also the base that prototype PTEs are encoded against. */
    public int pagedPoolStart() {
        return pagedPoolStart;
    }

    public int pagedPoolEnd() {
        return pagedPoolEnd;
    }

    /** First address that is mapped by system PTEs. */
    public int systemPtesStart() {
        return systemPtesStart;
    }

    /** Number of system PTEs, a page of address space each. */
    public int systemPtes() {
        return systemPtes;
    }

    /** First address of the system cache, in which the cache manager maps its views of files. */
    public int systemCacheStart() {
        return SYSTEM_CACHE;
    }

    /** Pages of address space of the system cache. */
    public int systemCachePages() {
        return systemCachePages;
    }

    /** First address of the system half. */
    public int systemRangeStart() {
        return systemRangeStart;
    }

    /** Highest address that programs may use: 64 KB below the system half. */
    public int highestUserAddress() {
        return systemRangeStart - 0x10001;
    }

    /** Highest address that a VAD may hold. */
    public int highestVadAddress() {
        return systemRangeStart - 0x20001;
    }

    /** Virtual address of a global. */
    public int address(KernelSymbol symbol) {
        return symbols[symbol.ordinal()];
    }

    /** Virtual addresses, unsigned, of every global by its name in NT, in a fixed order. */
    public Map<String, Long> symbols() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (KernelSymbol symbol : KernelSymbol.values()) {
            map.put(symbol.symbol(), address(symbol) & 0xFFFFFFFFL);
        }
        return Collections.unmodifiableMap(map);
    }
}
