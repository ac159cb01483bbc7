package org.mmscope.session.snapshot;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A chunk compressed in memory, ready to be written.
 *
 * @param name name of the chunk
 * @param compression how it is stored, as {@link Container} numbers it
 * @param stored the stored bytes
 * @param length bytes when decompressed
 * @param crc CRC32C of the stored bytes
 */
record PackedChunk(String name, int compression, ByteBuffer stored, long length, int crc) {

    /** Compresses a chunk in the way that suits it; equal contents give equal bytes. */
    static PackedChunk of(String name, byte[] content) {
        byte[] plain = new byte[Lz4.maximumLength(content.length)];
        int plainLength = Lz4.compress(content, plain);
        if (plainLength <= content.length / 4) {
            return new PackedChunk(name, Container.LZ4, plain, plainLength, content.length);
        }
        byte[] shuffled = new byte[plain.length];
        int shuffledLength = Lz4.compress(Shuffle.shuffle(content), shuffled);
        if (Math.min(plainLength, shuffledLength) > content.length - content.length / 16) {
            return new PackedChunk(name, Container.STORED, content, content.length, content.length);
        }
        return shuffledLength < plainLength
                ? new PackedChunk(name, Container.SHUFFLED, shuffled, shuffledLength, content.length)
                : new PackedChunk(name, Container.LZ4, plain, plainLength, content.length);
    }

    private PackedChunk(String name, int compression, byte[] stored, int storedLength, int length) {
        this(name, compression, ByteBuffer.wrap(stored, 0, storedLength), length, sum(stored, storedLength));
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
