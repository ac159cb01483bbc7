package org.mmscope.kernel.view;

/**
 * What the page files held at the moment of a view: pages of paged pool that are in no frame are read from there. A raw
 * image alone has no page files. Immutable, any thread, unless it is that of a view of a running kernel's memory.
 */
@FunctionalInterface
public interface PageFileContents {

    /** Nothing is known of the page files. */
    PageFileContents UNKNOWN = (file, slot) -> null;

    /**
     * The bytes of a page, which the caller does not change.
     *
     * @param file number of the page file, from 0
     * @param slot number of the page in it
     * @return 4096 bytes, null if they are not known
     */
    byte[] page(int file, long slot);
}
