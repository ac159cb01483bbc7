package org.mmscope.win32.heap;

/** Goes through a whole heap and says whether its structures agree (RtlValidateHeap). */
final class HeapValidator {

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;
    private final Segments segments;
    private final UncommittedRanges ranges;
    private long freeUnits;
    private int freeBlocks;

    HeapValidator(UserMemory memory, HeapHeader heap, Blocks blocks, Segments segments, UncommittedRanges ranges) {
        this.memory = memory;
        this.heap = heap;
        this.blocks = blocks;
        this.segments = segments;
        this.ranges = ranges;
    }

    boolean sound() {
        for (int index = 0; index < HeapHeader.SEGMENTS; index++) {
            Segment segment = segments.get(index);
            if (segment != null && !(segment.valid(heap.base()) && soundBlocks(segment, index))) {
                return false;
            }
        }
        return freeUnits == heap.totalFreeSize() && soundLists() && soundLinks(heap.largeBlocks(), -1);
    }

    /** The blocks of a segment lie one behind the other up to its end, and each knows the size of the one before. */
    private boolean soundBlocks(Segment segment, int index) {
        int block = segment.firstBlock();
        int previousSize = 0;
        while (block != segment.end()) {
            if (!segment.contains(block) || !soundBlock(block, previousSize, index)) {
                return false;
            }
            previousSize = blocks.size(block);
            boolean last = blocks.is(block, Blocks.LAST);
            block = blocks.next(block);
            if (last && block != segment.end()) {
                int range = ranges.at(segment, block);
                if (range == 0) {
                    return false;
                }
                block += ranges.size(range);
                previousSize = 0;
            }
        }
        return true;
    }

    private boolean soundBlock(int block, int previousSize, int index) {
        if (!blocks.is(block, Blocks.BUSY)) {
            freeUnits += blocks.size(block);
            freeBlocks++;
        }
        return blocks.size(block) >= Blocks.MINIMUM && blocks.previousSize(block) == previousSize
                && blocks.segment(block) == index;
    }

    /** Every free block is in the list of its size, and nothing else is. */
    private boolean soundLists() {
        for (int list = 0; list < HeapHeader.LISTS; list++) {
            if (!soundLinks(heap.freeList(list), list)) {
                return false;
            }
        }
        return freeBlocks == 0;
    }

    private boolean soundLinks(int head, int list) {
        int previous = head;
        for (int links = memory.load32(head); links != head; links = memory.load32(links)) {
            if (memory.load32(links + 4) != previous || list >= 0 && !soundFree(links - Blocks.UNIT, list)) {
                return false;
            }
            previous = links;
        }
        return memory.load32(head + 4) == previous;
    }

    private boolean soundFree(int block, int list) {
        int size = blocks.size(block);
        return --freeBlocks >= 0 && !blocks.is(block, Blocks.BUSY)
                && (list == 0 ? size >= HeapHeader.LISTS : size == list);
    }
}
