package org.mmscope.kernel.view;

/**
 * A file object.
 *
 * @param address virtual address
 * @param path full path, such as {@code C:\data.bin}
 * @param sizeBytes size of the file in bytes
 * @param dataControlArea virtual address of its data control area or 0
 * @param imageControlArea virtual address of its image control area or 0
 * @param cached whether a shared cache map exists
 */
public record FileObjectView(long address, String path, long sizeBytes, long dataControlArea, long imageControlArea,
        boolean cached) {
}
