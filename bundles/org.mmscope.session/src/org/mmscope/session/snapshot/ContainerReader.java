package org.mmscope.session.snapshot;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A container mapped into memory, validated as a whole when opened, its chunks decompressed when asked for. */
final class ContainerReader {

    private static final int PIECE = 1 << 26;
    private static final int MAX_TABLE = 1 << 26;

    private final MemorySegment file;
    private final Map<String, ChunkEntry> entries = new LinkedHashMap<>();

    private ContainerReader(MemorySegment file) {
        this.file = file;
    }

    /** Opens and validates; the file may be renamed or deleted, but not cut, while the reader is in use. */
    static ContainerReader open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ContainerReader reader = new ContainerReader(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
            reader.validate();
            return reader;
        }
    }

    /** The chunks by name, in file order. */
    Map<String, ChunkEntry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The bytes of a chunk. */
    byte[] bytes(ChunkEntry entry, int maximum) throws SnapshotFormatException {
        if (entry.length() > maximum) {
            throw damaged(entry, "of " + entry.length() + " bytes, over " + maximum);
        }
        if (entry.storedLength() > Integer.MAX_VALUE) {
            throw damaged(entry, "of " + entry.storedLength() + " stored bytes");
        }
        return switch (entry.compression()) {
            case Container.STORED -> storedBytes(entry);
            case Container.DEFLATED -> inflated(entry);
            case Container.LZ4 -> decompressed(entry);
            default -> Shuffle.unshuffle(decompressed(entry));
        };
    }

    /** A chunk as it is stored, to be written to another container. */
    PackedChunk packed(ChunkEntry entry) {
        return new PackedChunk(entry.name(), entry.compression(), piece(entry.offset(), entry.storedLength()),
                entry.length(), entry.crc());
    }

    private byte[] storedBytes(ChunkEntry entry) {
        byte[] bytes = new byte[(int) entry.storedLength()];
        piece(entry.offset(), entry.storedLength()).get(bytes);
        return bytes;
    }

    private byte[] decompressed(ChunkEntry entry) throws SnapshotFormatException {
        byte[] bytes = new byte[(int) entry.length()];
        int damage = Lz4.decompress(storedBytes(entry), bytes);
        if (damage >= 0) {
            throw new SnapshotFormatException("chunk " + entry.name() + " does not decompress",
                    entry.offset() + damage);
        }
        return bytes;
    }

    private byte[] inflated(ChunkEntry entry) throws SnapshotFormatException {
        byte[] bytes = new byte[(int) entry.length()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(piece(entry.offset(), entry.storedLength()));
            int count = 0;
            while (count < bytes.length && !inflater.finished() && !inflater.needsInput()) {
                count += inflater.inflate(bytes, count, bytes.length - count);
            }
            if (count != bytes.length || !ends(inflater)) {
                throw damaged(entry, "inflates to another size");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw damaged(entry, "does not inflate: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static boolean ends(Inflater inflater) throws DataFormatException {
        return inflater.inflate(new byte[1]) == 0 && inflater.finished();
    }

    private static SnapshotFormatException damaged(ChunkEntry entry, String how) {
        return new SnapshotFormatException("chunk " + entry.name() + " " + how, entry.offset());
    }

    private void validate() throws SnapshotFormatException {
        if (file.byteSize() < Container.HEADER) {
            throw new SnapshotFormatException("the file ends in the header", file.byteSize());
        }
        ByteBuffer header = piece(0, Container.HEADER);
        byte[] magic = new byte[Container.MAGIC.length];
        header.get(magic);
        if (!Arrays.equals(magic, Container.MAGIC)) {
            throw new SnapshotFormatException("not a snapshot", 0);
        }
        int version = header.getInt();
        if (header.getInt(Container.HEADER_SUMMED) != Container.sum(header, Container.HEADER_SUMMED)) {
            throw new SnapshotFormatException("header checksum differs", Container.HEADER_SUMMED);
        }
        if (version < Container.FIRST_VERSION || version > Container.VERSION) {
            throw new SnapshotFormatException("version " + version + " is not known", Container.MAGIC.length);
        }
        table(header);
        for (ChunkEntry entry : entries.values()) {
            checksum(entry);
        }
    }

    private void table(ByteBuffer header) throws SnapshotFormatException {
        int count = header.getInt();
        long offset = header.getLong();
        long length = header.getLong();
        if (offset < Container.HEADER || length < 0 || length > MAX_TABLE || offset != file.byteSize() - length) {
            throw new SnapshotFormatException("the chunk table does not end the file", Container.MAGIC.length + 8);
        }
        ByteBuffer table = piece(offset, length);
        if (header.getInt() != Container.sum(table, table.limit())) {
            throw new SnapshotFormatException("chunk table checksum differs", offset);
        }
        long chunk = Container.HEADER;
        while (table.hasRemaining()) {
            ChunkEntry entry = ChunkEntry.read(table, offset, chunk, offset);
            if (entries.put(entry.name(), entry) != null) {
                throw new SnapshotFormatException("chunk " + entry.name() + " twice", offset + table.position());
            }
            chunk += entry.storedLength();
        }
        if (chunk != offset || entries.size() != count) {
            throw new SnapshotFormatException("the chunk table does not cover the file", offset);
        }
    }

    private void checksum(ChunkEntry entry) throws SnapshotFormatException {
        CRC32C crc = new CRC32C();
        for (long done = 0; done < entry.storedLength(); done += PIECE) {
            crc.update(piece(entry.offset() + done, Math.min(PIECE, entry.storedLength() - done)));
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw damaged(entry, "has another checksum");
        }
    }

    private ByteBuffer piece(long offset, long length) {
        return file.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
