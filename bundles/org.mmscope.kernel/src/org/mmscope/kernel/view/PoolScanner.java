package org.mmscope.kernel.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The addresses behind the headers of the blocks in use, ascending, by tag; the tags that were asked for only. */
    Map<String, List<Long>> scan(String... tags) {
        Map<String, List<Long>> found = new HashMap<>();
        Map<Integer, List<Long>> byTag = new HashMap<>();
        for (String tag : tags) {
            byTag.put(tag(tag), found.computeIfAbsent(tag, ignored -> new ArrayList<>()));
        }
        scan("MmNonPagedPoolStart", "MmNonPagedPoolEnd", byTag);
        scan("MmPagedPoolStart", "MmPagedPoolEnd", byTag);
        found.values().forEach(blocks -> blocks.sort(null));
        return found;
    }

    private void scan(String start, String end, Map<Integer, List<Long>> byTag) {
        long first = image.global(start);
        long last = image.global(end) - 1;
        tables.scan(first & -PAGE, last, (va, entry, raw, large) -> {
            if (!large && image.ptes().frame(raw, image.ptes().kind(raw)) >= 0 && isPool(va)) {
                page(va, byTag);
            }
        });
    }

    private void page(long page, Map<Integer, List<Long>> byTag) {
        for (long at = page; at < page + PAGE - UNIT; at += blockSize(at)) {
            List<Long> blocks = byTag.get((int) image.system().read32(at + 4));
            if (blocks != null && inUse(at)) {
                blocks.add(at + HEADER);
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
