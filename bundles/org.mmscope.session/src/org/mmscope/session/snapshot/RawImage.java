package org.mmscope.session.snapshot;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.mmscope.machine.PhysicalReader;

/**
 * A raw physical memory image in a file, frame 0 first, read in place. Bytes behind the last whole frame are left out.
 * Any thread; the file must not be cut meanwhile.
 */
public final class RawImage implements PhysicalReader {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;

    private RawImage(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /**
     * Opens an image.
     *
     * @throws IOException if the file cannot be read
     */
    public static RawImage open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size() / FRAME_SIZE * FRAME_SIZE;
            return new RawImage(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto()));
        }
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public int read8(long address) {
        return bytes.get(ValueLayout.JAVA_BYTE, address) & 0xFF;
    }

    @Override
    public int read16(long address) {
        return bytes.get(SHORT, address) & 0xFFFF;
    }

    @Override
    public int read32(long address) {
        return bytes.get(INT, address);
    }

    @Override
    public long read64(long address) {
        return bytes.get(LONG, address);
    }

    @Override
    public void read(long address, byte[] to, int offset, int length) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, address, to, offset, length);
    }
}
