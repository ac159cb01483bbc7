package org.mmscope.session.snapshot;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes chunks one behind the other, then their table and the header. */
final class ContainerWriter {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final List<ChunkEntry> entries = new ArrayList<>();

    ContainerWriter(FileChannel channel) throws IOException {
        this.channel = channel;
        channel.position(Container.HEADER);
    }

    /** Writes a chunk that has been compressed. */
    void append(PackedChunk chunk) throws IOException {
        entries.add(new ChunkEntry(chunk.name(), chunk.compression(), channel.position(), chunk.stored().remaining(),
                chunk.length(), chunk.crc()));
        writeAll(chunk.stored());
    }

    /** Writes a chunk of any size, deflated. */
    void chunk(String name, StateChunk content) throws IOException {
        long offset = channel.position();
        Summed stored = new Summed(channel);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(stored, deflater, BUFFER);
                BufferedOutputStream out = new BufferedOutputStream(deflating, BUFFER)) {
            content.writeTo(new Unclosed(out));
            out.flush();
            deflating.finish();
            entries.add(new ChunkEntry(name, Container.DEFLATED, offset, stored.length, deflater.getBytesRead(),
                    (int) stored.crc.getValue()));
        } finally {
            deflater.end();
        }
    }

    /** Writes the table and the header. */
    void finish() throws IOException {
        ByteBuffer table = Container.buffer(entries.stream().mapToInt(ChunkEntry::tableSize).sum());
        entries.forEach(entry -> entry.write(table));
        long offset = channel.position();
        writeAll(table.flip());
        channel.position(0);
        writeAll(header(offset, table));
    }

    private ByteBuffer header(long tableOffset, ByteBuffer table) {
        ByteBuffer header = Container.buffer(Container.HEADER);
        header.put(Container.MAGIC).putInt(Container.VERSION).putInt(entries.size()).putLong(tableOffset)
                .putLong(table.limit()).putInt(Container.sum(table, table.limit()));
        return header.putInt(Container.sum(header, Container.HEADER_SUMMED)).flip();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Counts and sums what it passes on to the file, and leaves the file open. */
    private static final class Summed extends OutputStream {
        private final FileChannel channel;
        private final CRC32C crc = new CRC32C();
        private long length;

        Summed(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            crc.update(bytes, offset, count);
            length += count;
        }
    }

    /** The writer of a chunk may close what it is given. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
