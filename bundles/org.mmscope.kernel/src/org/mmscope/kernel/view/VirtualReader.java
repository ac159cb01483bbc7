package org.mmscope.kernel.view;

import java.nio.charset.StandardCharsets;

import org.mmscope.machine.PhysicalReader;

/**
 * Reads an image by virtual address, pages that are in a page file from there if it is known. Every error is a
 * {@link DamagedImageException} with the address. Any thread.
 */
public final class VirtualReader {

    private static final long MAX_ADDRESS = 0xFFFF_FFFFL;
    private static final int PAGE = PhysicalReader.FRAME_SIZE;

    private final PhysicalReader memory;
    private final PageTables tables;
    private final PageFileContents pageFiles;

    /** @param tables whose addresses are read */
    public VirtualReader(PhysicalReader memory, PageTables tables) {
        this(memory, tables, PageFileContents.UNKNOWN);
    }

    /**
     * @param tables whose addresses are read
     * @param pageFiles what the page files hold
     */
    public VirtualReader(PhysicalReader memory, PageTables tables, PageFileContents pageFiles) {
        this.memory = memory;
        this.tables = tables;
        this.pageFiles = pageFiles;
    }

    /** Physical address of a byte. */
    public long physical(long va) {
        long physical = find(va);
        if (physical == PageTables.NONE) {
            throw missing(va);
        }
        return physical;
    }

    /** Physical address of a byte, {@link PageTables#NONE} if it is not in memory. */
    private long find(long va) {
        if (va < 0 || va > MAX_ADDRESS) {
            throw new DamagedImageException("not an address", va);
        }
        long physical = tables.physical(va);
        return physical < memory.size() ? physical : PageTables.NONE;
    }

    private DamagedImageException missing(long va) {
        return new DamagedImageException(
                tables.isInPageFile(va) ? "in a page file, which is not known" : "nothing in memory", va);
    }

    /** Whether the byte at an address can be read. */
    public boolean present(long va) {
        return va >= 0 && va <= MAX_ADDRESS && (find(va) != PageTables.NONE || written(va) != null);
    }

    /** The page of an address if it is in a page file that is known, else null. */
    private byte[] written(long va) {
        if (!tables.isInPageFile(va)) {
            return null;
        }
        long pte = tables.read(tables.tableEntry(va));
        return pageFiles.page(tables.format().pageFile(pte), tables.format().pageFileOffset(pte));
    }

    /** A byte of a page that is not in memory. */
    private int readWritten(long va) {
        byte[] page = written(va);
        if (page == null) {
            throw missing(va);
        }
        return page[(int) (va % PAGE)] & 0xFF;
    }

    /** The unsigned 8-bit value at an address. */
    public int read8(long va) {
        long physical = find(va);
        return physical != PageTables.NONE ? memory.read8(physical) : readWritten(va);
    }

    /** The unsigned 16-bit value at an address. */
    public int read16(long va) {
        long physical = crosses(va, 2) ? PageTables.NONE : find(va);
        return physical != PageTables.NONE ? memory.read16(physical) : read8(va) | read8(va + 1) << 8;
    }

    /** The unsigned 32-bit value at an address. */
    public long read32(long va) {
        long physical = crosses(va, 4) ? PageTables.NONE : find(va);
        return physical != PageTables.NONE ? memory.read32(physical) & 0xFFFF_FFFFL
                : read16(va) | (long) read16(va + 2) << 16;
    }

    /** The 64-bit value at an address. */
    public long read64(long va) {
        return read32(va) | read32(va + 4) << 32;
    }

    /** A string of 8-bit characters that ends at a zero or after {@code maximum} of them. */
    public String string8(long va, int maximum) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < maximum; i++) {
            int c = read8(va + i);
            if (c == 0) {
                break;
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** The text of a UNICODE_STRING, at most 32767 characters. */
    public String unicodeString(long va) {
        byte[] bytes = new byte[read16(va) & ~1];
        long from = read32(va + 4);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) read8(from + i);
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    private static boolean crosses(long va, int bytes) {
        return va % PAGE > PAGE - bytes;
    }
}
