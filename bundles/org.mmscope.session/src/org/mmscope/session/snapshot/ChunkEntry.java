package org.mmscope.session.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A row of the chunk table.
 *
 * @param name name of the chunk
 * @param compression how it is stored, as {@link Container} numbers it
 * @param offset where its stored bytes begin in the file
 * @param storedLength stored bytes
 * @param length bytes when decompressed
 * @param crc CRC32C of the stored bytes
 */
record ChunkEntry(String name, int compression, long offset, long storedLength, long length, int crc) {

    private static final int FIXED = 2 + 1 + 8 + 8 + 4;
    /** Deflate cannot shrink by more than this. */
    private static final long MAX_RATIO = 1032;
    /** Nor LZ4 by more than this. */
    private static final long MAX_LZ4_RATIO = 256;

    int tableSize() {
        return FIXED + name.getBytes(StandardCharsets.UTF_8).length;
    }

    void write(ByteBuffer table) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        table.putShort((short) bytes.length).put(bytes).put((byte) compression).putLong(storedLength).putLong(length)
                .putInt(crc);
    }

    /** Reads the row at the table's position; {@code limit} is where the chunks end. */
    static ChunkEntry read(ByteBuffer table, long tableOffset, long offset, long limit) throws SnapshotFormatException {
        long at = tableOffset + table.position();
        int nameLength = table.remaining() < FIXED ? 0 : table.getShort() & 0xFFFF;
        if (nameLength == 0 || nameLength > Container.MAX_NAME || table.remaining() < nameLength + FIXED - 2) {
            throw new SnapshotFormatException("bad chunk name length", at);
        }
        byte[] name = new byte[nameLength];
        table.get(name);
        ChunkEntry entry = new ChunkEntry(new String(name, StandardCharsets.UTF_8), table.get(), offset,
                table.getLong(), table.getLong(), table.getInt());
        entry.validate(at, limit);
        return entry;
    }

    private void validate(long at, long limit) throws SnapshotFormatException {
        if (storedLength < 0 || storedLength > limit - offset) {
            throw new SnapshotFormatException("chunk " + name + " goes beyond the chunks", at);
        }
        boolean sizes = switch (compression) {
            case Container.STORED -> length == storedLength;
            case Container.DEFLATED -> length >= 0 && length / MAX_RATIO <= storedLength;
            case Container.LZ4, Container.SHUFFLED -> length >= 0 && length / MAX_LZ4_RATIO <= storedLength;
            default -> false;
        };
        if (!sizes) {
            throw new SnapshotFormatException("chunk " + name + " of impossible size or compression", at);
        }
    }
}
