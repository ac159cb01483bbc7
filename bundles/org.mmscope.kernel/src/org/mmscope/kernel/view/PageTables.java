package org.mmscope.kernel.view;

import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/**
 * The page tables below one directory, read as a debugger reads them: nothing is changed, and a page table that is in
 * transition is followed as if it were valid. Immutable, any thread.
 */
public final class PageTables {

    /** Address of nothing. */
    public static final long NONE = -1;

    private static final int LARGE_PAGE = 1 << 7;
    private static final int VALID = 1;
    private static final long PAE_BASE_MASK = 0xF_FFFF_F000L;

    private final PhysicalReader memory;
    private final PteDecoder format;
    private final long base;

    /**
     * @param memory the image
     * @param paging paging mode
     * @param base physical address of the page directory, under PAE of the page-directory-pointer table; 0 of a
     *            directory that is in a page file
     */
    public PageTables(PhysicalReader memory, PagingMode paging, long base) {
        this.memory = memory;
        this.format = PteDecoder.of(paging);
        this.base = base;
    }

    /** Takes the entries of a scan. */
    @FunctionalInterface
    public interface EntryVisitor {
        /**
         * An entry that is not empty.
         *
         * @param va virtual address that the entry maps
         * @param entry physical address of the entry
         * @param raw its bits
         * @param large whether it is a directory entry that maps a large page
         */
        void entry(long va, long entry, long raw, boolean large);
    }

    /** Bits of the entries. */
    public PteDecoder format() {
        return format;
    }

    /** Bytes that one directory entry maps: 4 MB, under PAE 2 MB. */
    public long directorySpan() {
        return (long) PhysicalReader.FRAME_SIZE / format.bytes() * PhysicalReader.FRAME_SIZE;
    }

    /**
     * Physical address of the directory entry for a virtual address; {@link #NONE} if no directory in memory has it.
     */
    public long directoryEntry(long va) {
        if (format == PteDecoder.X86) {
            return base == 0 ? NONE : base + (va >>> 22) * 4;
        }
        long pointer = read(base + (va >>> 30) * 8);
        long directory = (pointer & VALID) != 0 ? pointer & PAE_BASE_MASK : page(pointer, 0);
        return directory == NONE ? NONE : directory + (va >>> 21 & 0x1FF) * 8;
    }

    /** Physical address of the PTE for a virtual address, {@link #NONE} if no page table holds one. */
    public long tableEntry(long va) {
        long directoryEntry = directoryEntry(va);
        return directoryEntry == NONE ? NONE : tableEntry(va, read(directoryEntry));
    }

    /** The bits of an entry at a physical address. */
    public long read(long entry) {
        if (entry < 0 || entry > memory.size() - format.bytes()) {
            throw new DamagedImageException("page table outside of memory", entry);
        }
        return format == PteDecoder.X86 ? memory.read32(entry) & 0xFFFF_FFFFL : memory.read64(entry);
    }

    /** Physical address of a byte, following valid and transition entries; {@link #NONE} if it is not in memory. */
    public long physical(long va) {
        long directoryEntry = directoryEntry(va);
        if (directoryEntry == NONE) {
            return NONE;
        }
        long directory = read(directoryEntry);
        if (isLarge(directory)) {
            long span = directorySpan();
            return largeBase(directory) + va % span;
        }
        long tableEntry = tableEntry(va, directory);
        return tableEntry == NONE ? NONE : page(read(tableEntry), va);
    }

    /** Whether the page of an address is in a page file only. */
    public boolean isInPageFile(long va) {
        long entry = tableEntry(va);
        return entry != NONE && format.kind(read(entry)) == PteKind.PAGE_FILE;
    }

    /**
     * Visits every entry that is not empty and maps an address from {@code first} to {@code last}, in order.
     *
     * @param first first byte, on a page border
     * @param last last byte
     */
    public void scan(long first, long last, EntryVisitor visitor) {
        long span = directorySpan();
        for (long va = first; va <= last; va = (va / span + 1) * span) {
            long directoryEntry = directoryEntry(va);
            if (directoryEntry != NONE) {
                scanDirectoryEntry(va, last, directoryEntry, visitor);
            }
        }
    }

    private void scanDirectoryEntry(long va, long last, long directoryEntry, EntryVisitor visitor) {
        long directory = read(directoryEntry);
        if (isLarge(directory)) {
            visitor.entry(va, directoryEntry, directory, true);
            return;
        }
        long end = Math.min(last, va | directorySpan() - 1);
        long entry = tableEntry(va, directory);
        for (long page = va; entry != NONE && page <= end; page += PhysicalReader.FRAME_SIZE) {
            long raw = read(entry);
            if (raw != 0) {
                visitor.entry(page, entry, raw, false);
            }
            entry += format.bytes();
        }
    }

    private long tableEntry(long va, long directory) {
        if (isLarge(directory)) {
            return NONE;
        }
        long table = page(directory, 0);
        long index = va / PhysicalReader.FRAME_SIZE % (PhysicalReader.FRAME_SIZE / format.bytes());
        return table == NONE ? NONE : table + index * format.bytes();
    }

    private long page(long raw, long va) {
        int frame = format.frame(raw, format.kind(raw));
        return frame < 0 ? NONE : (long) frame * PhysicalReader.FRAME_SIZE + va % PhysicalReader.FRAME_SIZE;
    }

    /** Whether a directory entry maps a large page. */
    public static boolean isLarge(long directory) {
        return (directory & (VALID | LARGE_PAGE)) == (VALID | LARGE_PAGE);
    }

    private long largeBase(long directory) {
        return format.frame(directory) * (long) PhysicalReader.FRAME_SIZE & -directorySpan();
    }
}
