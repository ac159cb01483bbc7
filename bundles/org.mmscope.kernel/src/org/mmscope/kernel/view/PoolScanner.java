package org.mmscope.kernel.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** Takes the blocks in use. */
    private interface BlockVisitor {
        void block(int tag, long header, int size);
    }

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

    /** The blocks of a pool that are in use, by tag. */
    List<PoolTagView> tags(PoolView pool) {
        Map<Integer, long[]> sums = new TreeMap<>(Comparator.comparing(PoolScanner::text));
        scan(pool.start(), pool.end(), (tag, header, size) -> {
            long[] sum = sums.computeIfAbsent(tag, ignored -> new long[2]);
            sum[0]++;
            sum[1] += size;
        });
        return sums.entrySet().stream().map(sum -> new PoolTagView(text(sum.getKey()),
                Integer.toUnsignedLong(sum.getKey()), sum.getValue()[0], sum.getValue()[1])).toList();
    }

    private void scan(String start, String end, Map<Integer, List<Long>> byTag) {
        scan(image.global(start), image.global(end) - 1, (tag, header, size) -> {
            List<Long> blocks = byTag.get(tag);
            if (blocks != null) {
                blocks.add(header + HEADER);
            }
        });
    }

    private void scan(long first, long last, BlockVisitor visitor) {
        tables.scan(first & -PAGE, last, (va, entry, raw, large) -> {
            long end = large ? Math.min(last, va | tables.directorySpan() - 1) : va;
            for (long at = va; at <= end; at += PAGE) {
                if (image.system().present(at) && isPool(at)) {
                    page(at, visitor);
                }
            }
        });
    }

    private void page(long page, BlockVisitor visitor) {
        for (long at = page; at < page + PAGE - UNIT; at += blockSize(at)) {
            if (inUse(at)) {
                visitor.block((int) image.system().read32(at + 4), at, blockSize(at));
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

    private static String text(int tag) {
        byte[] bytes = { (byte) tag, (byte) (tag >>> 8), (byte) (tag >>> 16), (byte) (tag >>> 24) };
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int tag(String tag) {
        byte[] bytes = tag.getBytes(StandardCharsets.ISO_8859_1);
        return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24;
    }
}
