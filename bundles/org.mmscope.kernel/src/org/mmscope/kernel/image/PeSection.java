package org.mmscope.kernel.image;

import org.mmscope.kernel.pte.Protection;

/**
 * An entry of the section table (IMAGE_SECTION_HEADER). Immutable; sizes and offsets in bytes, unsigned.
 *
 * @param name up to 8 characters
 * @param virtualAddress offset from the image's base
 * @param virtualSize size in memory as the header says, which may be 0
 * @param rawOffset PointerToRawData
 * @param rawSize SizeOfRawData
 * @param characteristics IMAGE_SCN_*
 */
public record PeSection(String name, long virtualAddress, long virtualSize, long rawOffset, long rawSize,
        int characteristics) {
    private static final int SHARED = 0x10000000;
    private static final int EXECUTE = 0x20000000;
    private static final int READ = 0x40000000;
    private static final int WRITE = 0x80000000;
    private static final int SECTOR = 512;

    /** Size in memory: SizeOfRawData where VirtualSize is 0. */
    public long size() {
        return virtualSize == 0 ? rawSize : virtualSize;
    }

    /** Where the contents begin in the file: files are mapped by whole sectors, so the offset is rounded down. */
    public long fileOffset() {
        return fileBytes() == 0 ? 0 : rawOffset & -SECTOR;
    }

    /** Bytes that the file gives; the rest of the section is zero. */
    public long fileBytes() {
        return rawOffset == 0 ? 0 : Math.min(rawSize, size());
    }

    /** The protection code of the section's prototype PTEs (MiGetImageProtection). */
    public int protection() {
        boolean write = (characteristics & WRITE) != 0;
        boolean shared = (characteristics & SHARED) != 0;
        if ((characteristics & EXECUTE) != 0) {
            return write ? shared ? Protection.EXECUTE_READWRITE : Protection.EXECUTE_WRITECOPY
                    : (characteristics & READ) != 0 ? Protection.EXECUTE_READ : Protection.EXECUTE;
        }
        return write ? shared ? Protection.READWRITE : Protection.WRITECOPY
                : (characteristics & READ) != 0 ? Protection.READONLY : Protection.NOACCESS;
    }
}
