package org.mmscope.kernel.view;

import java.nio.charset.StandardCharsets;

import org.mmscope.machine.PhysicalReader;

/** Reads an image by virtual address. Every error is a {@link DamagedImageException} with the address. Any thread. */
public final class VirtualReader {

    private static final long MAX_ADDRESS = 0xFFFF_FFFFL;
    private static final int PAGE = PhysicalReader.FRAME_SIZE;

    private final PhysicalReader memory;
    private final PageTables tables;

    /** @param tables whose addresses are read */
    public VirtualReader(PhysicalReader memory, PageTables tables) {
        this.memory = memory;
        this.tables = tables;
    }

    /** Physical address of a byte. */
    public long physical(long va) {
        if (va < 0 || va > MAX_ADDRESS) {
            throw new DamagedImageException("not an address", va);
        }
        long physical = tables.physical(va);
        if (physical == PageTables.NONE || physical >= memory.size()) {
            throw new DamagedImageException("nothing in memory", va);
        }
        return physical;
    }

    /** Whether the byte at an address is in memory. */
    public boolean present(long va) {
        if (va < 0 || va > MAX_ADDRESS) {
            return false;
        }
        long physical = tables.physical(va);
        return physical != PageTables.NONE && physical < memory.size();
    }

    /** The unsigned 8-bit value at an address. */
    public int read8(long va) {
        return memory.read8(physical(va));
    }

    /** The unsigned 16-bit value at an address. */
    public int read16(long va) {
        return crosses(va, 2) ? read8(va) | read8(va + 1) << 8 : memory.read16(physical(va));
    }

    /** The unsigned 32-bit value at an address. */
    public long read32(long va) {
        return crosses(va, 4) ? read16(va) | (long) read16(va + 2) << 16 : memory.read32(physical(va)) & 0xFFFF_FFFFL;
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
