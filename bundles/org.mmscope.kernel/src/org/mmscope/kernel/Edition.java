package org.mmscope.kernel;

/**
 * An edition of a release, with what memory it uses. Limits of x86 editions: Microsoft, Memory Limits for Windows
 * Releases, and Memory Support and Windows Operating Systems (/3GB, /PAE).
 *
 * @param id the name used in scenarios
 * @param title the name on the box
 * @param gigabytes the most physical memory that it uses, in GB
 * @param gigabytesWide the same with more than 2 GB of user space, in GB
 * @param wide whether user space can be larger than 2 GB (/3GB)
 */
public record Edition(String id, String title, int gigabytes, int gigabytesWide, boolean wide) {

    static Edition of(String id, String title, int gigabytes, boolean wide) {
        return new Edition(id, title, gigabytes, Math.min(gigabytes, 16), wide);
    }

    /** The most physical memory that is used, in bytes. */
    public long memoryLimit(boolean wideUserSpace) {
        return (long) (wideUserSpace ? gigabytesWide : gigabytes) << 30;
    }
}
