package org.mmscope.session.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * A chunk compressed in memory, ready to be written.
 *
 * @param name name of the chunk
 * @param stored the deflated bytes
 * @param length bytes when inflated
 * @param crc CRC32C of the deflated bytes
 */
record PackedChunk(String name, ByteBuffer stored, long length, int crc) {

    private static final int BUFFER = 1 << 16;

    /** Compresses a chunk. */
    static PackedChunk of(String name, byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + BUFFER);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            ByteBuffer stored = ByteBuffer.wrap(out.toByteArray());
            CRC32C crc = new CRC32C();
            crc.update(stored.duplicate());
            return new PackedChunk(name, stored, content.length, (int) crc.getValue());
        } finally {
            deflater.end();
        }
    }
}
