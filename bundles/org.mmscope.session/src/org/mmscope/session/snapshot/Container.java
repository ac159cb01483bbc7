package org.mmscope.session.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of {@code .mmsnap} version 2; all numbers little-endian. A header of 40 bytes:
 *
 * <pre>
 *  0  magic, 8 bytes      16  offset of the chunk table     32  CRC32C of the chunk table
 *  8  version             24  length of the chunk table     36  CRC32C of the header to here
 * 12  number of chunks
 * </pre>
 *
 * then the chunks, one behind the other, then the chunk table to the end of the file. The table has for each chunk, in
 * file order: length of its name (16 bits), name (UTF-8), compression (8 bits: 0 stored, 1 deflate, 2 LZ4 block, 3 LZ4
 * block of the {@linkplain Shuffle shuffled} bytes), stored length (64 bits), length (64 bits), CRC32C of the stored
 * bytes (32 bits). The chunk {@code machine} is the machine object of the JSON snapshot; {@code memory/N} holds frames
 * 256 N to 256 N + 255: 256 bits, one a frame, lowest bit first, then the frames whose bit is set (the others are zero;
 * a chunk of zero frames only is left out); {@code state/NAME} is its writer's own. So every byte of the file is under
 * a checksum or says where one is. Version 1, which is still read, knows the compressions 0 and 1 only.
 */
final class Container {

    static final byte[] MAGIC = {(byte) 0x89, 'M', 'M', 'S', 'N', 'P', '\r', '\n'};
    static final int VERSION = 2;
    static final int FIRST_VERSION = 1;
    static final int HEADER = 40;
    static final int HEADER_SUMMED = 36;
    static final int STORED = 0;
    static final int DEFLATED = 1;
    static final int LZ4 = 2;
    static final int SHUFFLED = 3;

    static final String MACHINE = "machine";
    static final String MEMORY = "memory/";
    static final String STATE = "state/";
    static final int MAX_NAME = 1000;

    static final int GROUP_FRAMES = 256;
    static final int GROUP_MAP = GROUP_FRAMES / 8;

    private Container() {
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** CRC32C of the first bytes of a buffer. */
    static int sum(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }
}
