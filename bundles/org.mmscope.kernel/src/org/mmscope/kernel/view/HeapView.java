package org.mmscope.kernel.view;

/**
 * A heap of a process, from its HEAP and HEAP_SEGMENTs, as far as they are in memory.
 *
 * @param address virtual address of the HEAP, which is the heap's handle
 * @param flags the HEAP_* flags it was created with
 * @param segments segments it has
 * @param reservedBytes bytes that its segments have reserved
 * @param committedBytes bytes of its segments that are committed
 * @param freeBytes bytes in its free lists, headers included
 */
public record HeapView(long address, int flags, int segments, long reservedBytes, long committedBytes,
        long freeBytes) {
}
