package org.mmscope.machine.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

import org.mmscope.machine.PhysicalReader;

/**
 * A raw image of a physical memory, frame 0 first, in a file of any size. The file is mapped, not read: only the pages
 * that are looked at are fetched, and holes of a sparse file cost nothing. A part of a frame at the end is filled up
 * with zeroes. Any thread, until it is closed. The file must not get shorter meanwhile.
 */
public final class RawImage implements PhysicalReader, AutoCloseable {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final MemorySegment bytes;
    private final long size;

    private RawImage(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
        size = (bytes.byteSize() + FRAME_SIZE - 1) / FRAME_SIZE * FRAME_SIZE;
    }

    /**
     * Opens an image.
     *
     * @throws IOException
     *             if the file cannot be read, or is empty
     */
    public static RawImage open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                throw new IOException(file + " is empty");
            }
            return new RawImage(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    /** {@inheritDoc} For an image of more than 8 TB, as many as an {@code int} can say. */
    @Override
    public int frames() {
        return (int) Math.min(Integer.MAX_VALUE, size / FRAME_SIZE);
    }

    @Override
    public int read8(long address) {
        return Objects.checkIndex(address, size) < bytes.byteSize() ? bytes.get(ValueLayout.JAVA_BYTE, address) & 0xFF : 0;
    }

    @Override
    public int read16(long address) {
        return holds(address, 2) ? bytes.get(SHORT, address) & 0xFFFF : (int) gather(address, 2);
    }

    @Override
    public int read32(long address) {
        return holds(address, 4) ? bytes.get(INT, address) : (int) gather(address, 4);
    }

    @Override
    public long read64(long address) {
        return holds(address, 8) ? bytes.get(LONG, address) : gather(address, 8);
    }

    @Override
    public void read(long address, byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(address, length, size);
        int inFile = (int) Math.max(0, Math.min(length, bytes.byteSize() - address));
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, Math.min(address, bytes.byteSize()), to, offset, inFile);
        Arrays.fill(to, offset + inFile, offset + length, (byte) 0);
    }

    private boolean holds(long address, int length) {
        return address >= 0 && address <= bytes.byteSize() - length;
    }

    private long gather(long address, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | read8(address + i);
        }
        return value;
    }

    @Override
    public void close() {
        arena.close();
    }
}
