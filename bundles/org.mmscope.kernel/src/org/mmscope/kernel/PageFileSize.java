package org.mmscope.kernel;

/**
 * How large a page file is at the boot and may become. Immutable.
 *
 * @param initial bytes at the boot, a multiple of 4096
 * @param maximum bytes it may be extended to, a multiple of 4096, not below the initial size
 */
public record PageFileSize(long initial, long maximum) {

    /** @throws IllegalArgumentException if a size is outside the limits given above */
    public PageFileSize {
        if (initial <= 0 || maximum < initial || initial % 4096 != 0 || maximum % 4096 != 0) {
            throw new IllegalArgumentException("not sizes of a page file: " + initial + " to " + maximum);
        }
    }

    /** A page file that keeps its size. */
    public static PageFileSize fixed(long bytes) {
        return new PageFileSize(bytes, bytes);
    }
}
