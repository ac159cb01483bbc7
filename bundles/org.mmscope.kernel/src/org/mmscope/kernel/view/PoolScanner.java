package org.mmscope.kernel.view;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

import org.mmscope.machine.PhysicalReader;

/**
 * Finds pool blocks by their tag, as forensic tools do: page by page through the headers (POOL_HEADER), each of which
 * must agree with the one before it.
 */
final class PoolScanner {

    private static final int PAGE = PhysicalReader.FRAME_SIZE;
    private static final int UNIT = 8;
    private static final int HEADER = 8;
    private static final int SIZE_MASK = 0x1FF;
    private static final int TYPE_SHIFT = 9;

    private final KernelImage image;
    private final PageTables tables;

    PoolScanner(KernelImage image, PageTables systemTables) {
        this.image = image;
        this.tables = systemTables;
    }

    /** Visits the address behind the header of each block in use of a tag, in the order of addresses. */
    void scan(String tag, LongConsumer visitor) {
        int wanted = tag(tag);
        scan("MmNonPagedPoolStart", "MmNonPagedPoolEnd", wanted, visitor);
        scan("MmPagedPoolStart", "MmPagedPoolEnd", wanted, visitor);
    }

    private void scan(String start, String end, int tag, LongConsumer visitor) {
        long first = image.global(start);
        long last = image.global(end) - 1;
        tables.scan(first & -PAGE, last, (va, entry, raw, large) -> {
            if (!large && image.ptes().frame(raw, image.ptes().kind(raw)) >= 0 && isPool(va)) {
                page(va, tag, visitor);
            }
        });
    }

    private void page(long page, int tag, LongConsumer visitor) {
        for (long at = page; at < page + PAGE - UNIT; at += blockSize(at)) {
            if ((int) image.system().read32(at + 4) == tag && inUse(at)) {
                visitor.accept(at + HEADER);
            }
        }
    }

    /** Whether the headers of a page are a chain from its beginning to its end, of which a unit may be left. */
    private boolean isPool(long page) {
        int previous = 0;
        long at = page;
        while (at < page + PAGE - UNIT) {
            int size = blockSize(at);
            if (size == 0 || previousSize(at) != previous) {
                return false;
            }
            previous = size;
            at += size;
        }
        return at <= page + PAGE;
    }

    private boolean inUse(long at) {
        return image.system().read16(at + 2) >>> TYPE_SHIFT != 0;
    }

    private int previousSize(long at) {
        return (image.system().read16(at) & SIZE_MASK) * UNIT;
    }

    private int blockSize(long at) {
        return (image.system().read16(at + 2) & SIZE_MASK) * UNIT;
    }

    private static int tag(String tag) {
        byte[] bytes = tag.getBytes(StandardCharsets.ISO_8859_1);
        return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24;
    }
}
