package org.mmscope.machine;

/**
 * The read side of physical memory: the live memory of a machine, an immutable capture of it, or an image in a file.
 * Addresses are physical, in bytes from 0; multi-byte values are little-endian, need no alignment and may cross a
 * frame border. Reading changes nothing.
 */
public interface PhysicalReader {

    /** Bytes in a page frame. */
    int FRAME_SIZE = 4096;

    /** Size in bytes, a multiple of {@link #FRAME_SIZE}. */
    long size();

    /** Number of 4 KB frames. */
    default int frames() {
        return (int) (size() / FRAME_SIZE);
    }

    /**
     * The byte at an address, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if the address is not below {@link #size()}
     */
    int read8(long address);

    /** The 16-bit value at an address, 0 to 65535; errors as {@link #read8(long)}. */
    int read16(long address);

    /** The 32-bit value at an address; errors as {@link #read8(long)}. */
    int read32(long address);

    /** The 64-bit value at an address; errors as {@link #read8(long)}. */
    long read64(long address);

    /** Copies {@code length} bytes from an address into {@code to} at {@code offset}; errors as {@link #read8(long)}. */
    void read(long address, byte[] to, int offset, int length);
}
