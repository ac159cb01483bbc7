package org.mmscope.machine;

import java.util.Objects;

/** Reading values of any alignment out of memory that lies in host arrays of a frame each. */
abstract sealed class FrameReader implements PhysicalReader permits PhysicalMemory, MemoryCapture {

    private final long size;

    FrameReader(long size) {
        this.size = size;
    }

    /** The bytes of an existing frame, to read now and not to keep. */
    abstract byte[] frame(int frame);

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final int read8(long address) {
        return frameAt(address)[offset(address)] & 0xFF;
    }

    @Override
    public final int read16(long address) {
        int offset = offset(address);
        return offset <= FRAME_SIZE - 2 ? (short) Bytes.SHORT.get(frameAt(address), offset) & 0xFFFF
                : (int) gather(address, 2);
    }

    @Override
    public final int read32(long address) {
        int offset = offset(address);
        return offset <= FRAME_SIZE - 4 ? (int) Bytes.INT.get(frameAt(address), offset) : (int) gather(address, 4);
    }

    @Override
    public final long read64(long address) {
        int offset = offset(address);
        return offset <= FRAME_SIZE - 8 ? (long) Bytes.LONG.get(frameAt(address), offset) : gather(address, 8);
    }

    @Override
    public final void read(long address, byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(address, length, size);
        for (int done = 0; done < length;) {
            int count = Math.min(length - done, FRAME_SIZE - offset(address + done));
            System.arraycopy(frameAt(address + done), offset(address + done), to, offset + done, count);
            done += count;
        }
    }

    private long gather(long address, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | read8(address + i);
        }
        return value;
    }

    private byte[] frameAt(long address) {
        return frame(frameNumber(address));
    }

    /** The frame that holds an address, which is checked. */
    final int frameNumber(long address) {
        return (int) (Objects.checkIndex(address, size) >>> FrameStore.FRAME_SHIFT);
    }

    static int offset(long address) {
        return (int) address & FrameStore.OFFSET_MASK;
    }
}
