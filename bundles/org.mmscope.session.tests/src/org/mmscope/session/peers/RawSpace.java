package org.mmscope.session.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An address space of a raw image, by two-level page tables: valid entries, and those in transition. */
final class RawSpace {

    private static final int VALID = 1;
    private static final int LARGE = 1 << 7;
    private static final int PROTOTYPE = 1 << 10;
    private static final int TRANSITION = 1 << 11;

    private final ByteBuffer image;
    private final int directory;

    /** @param image the physical memory, little-endian */
    RawSpace(ByteBuffer image, int directoryTableBase) {
        this.image = image;
        directory = directoryTableBase;
    }

    private int physical(int va) {
        int pde = image.getInt((directory & -4096) + (va >>> 22) * 4);
        if ((pde & (VALID | LARGE)) == (VALID | LARGE)) {
            return (pde & 0xFFC00000) + (va & 0x3FFFFF);
        }
        int pte = inMemory(pde) ? image.getInt((pde & -4096) + (va >>> 12 & 0x3FF) * 4) : 0;
        if (!inMemory(pte)) {
            throw new IllegalStateException("not in memory: 0x" + Integer.toHexString(va));
        }
        return (pte & -4096) + (va & 0xFFF);
    }

    private static boolean inMemory(int entry) {
        return (entry & VALID) != 0 || (entry & (PROTOTYPE | TRANSITION)) == TRANSITION;
    }

    int read8(int va) {
        return image.get(physical(va)) & 0xFF;
    }

    int read16(int va) {
        return read8(va) | read8(va + 1) << 8;
    }

    int read32(int va) {
        return read16(va) | read16(va + 2) << 16;
    }

    /** Characters up to the first that is zero. */
    String ascii(int va, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < most && read8(va + i) != 0; i++) {
            text.append((char) read8(va + i));
        }
        return text.toString();
    }

    /** A UNICODE_STRING. */
    String unicode(int va) {
        byte[] bytes = new byte[read16(va)];
        int buffer = read32(va + 4);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) read8(buffer + i);
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
