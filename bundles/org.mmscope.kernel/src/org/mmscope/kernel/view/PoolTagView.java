package org.mmscope.kernel.view;

/**
 * The blocks of a pool that carry one tag. Blocks of a page and more have no header, and so no tag.
 *
 * @param tag four characters, such as {@code MmCa}
 * @param code the four characters as the number that the header holds, unsigned
 * @param blocks blocks in use
 * @param bytes their bytes, headers included
 */
public record PoolTagView(String tag, long code, long blocks, long bytes) {
}
