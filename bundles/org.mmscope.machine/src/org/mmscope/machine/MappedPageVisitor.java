package org.mmscope.machine;

/** Takes the pages that a {@link PageLister} finds, in the order of their linear addresses. */
public interface MappedPageVisitor {

    /**
     * A page is mapped.
     *
     * @param va
     *            its first linear address, 0 to 0xFFFFF000
     * @param pa
     *            its first physical address, which may lie where there is no memory
     * @param size
     *            4 KB, 2 MB or 4 MB, in bytes
     * @param entry
     *            the entry that maps it, raw; {@link PageEntry#flagNames(long, boolean)} names its flags
     * @return whether to go on
     */
    boolean page(long va, long pa, int size, long entry);
}
