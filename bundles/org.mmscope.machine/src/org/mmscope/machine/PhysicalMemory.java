package org.mmscope.machine;

import java.util.Objects;

/**
 * The physical memory of a machine, up to 64 GB. Sparse: a frame that was never written costs no host memory and
 * reads as zero. Captures share the frames that do not change, so that {@link #capture()} and
 * {@link #restore(MemoryCapture)} cost time and memory in proportion to what was written between them.
 * Owned by the engine's thread.
 */
public final class PhysicalMemory extends FrameReader {

    /** The largest memory, in bytes: what 36 address lines reach. */
    public static final long MAXIMUM_SIZE = 64L << 30;

    private final FrameStore store;

    /**
     * Memory that is all zero.
     *
     * @param bytes
     *            size in bytes, a multiple of {@link #FRAME_SIZE}, to {@link #MAXIMUM_SIZE}
     * @throws IllegalArgumentException
     *             if the size is none
     */
    public PhysicalMemory(long bytes) {
        super(checkedSize(bytes));
        store = new FrameStore(bytes / FRAME_SIZE);
    }

    private static long checkedSize(long bytes) {
        if (bytes <= 0 || bytes > MAXIMUM_SIZE || bytes % FRAME_SIZE != 0) {
            throw new IllegalArgumentException("not a memory size: " + bytes);
        }
        return bytes;
    }

    /** The frames themselves, for the processor beside this class. */
    FrameStore store() {
        return store;
    }

    @Override
    byte[] frame(int frame) {
        return store.frame(frame);
    }

    /**
     * Writes the low byte of a value.
     *
     * @throws IndexOutOfBoundsException
     *             if the address is not below {@link #size()}
     */
    public void write8(long address, int value) {
        ownFrameAt(address)[offset(address)] = (byte) value;
    }

    /** Writes the low 16 bits of a value, little-endian; errors as {@link #write8(long, int)}. */
    public void write16(long address, int value) {
        int offset = offset(address);
        if (offset <= FRAME_SIZE - 2) {
            Bytes.SHORT.set(ownFrameAt(address), offset, (short) value);
        } else {
            scatter(address, value, 2);
        }
    }

    /** Writes 32 bits, little-endian; errors as {@link #write8(long, int)}. */
    public void write32(long address, int value) {
        int offset = offset(address);
        if (offset <= FRAME_SIZE - 4) {
            Bytes.INT.set(ownFrameAt(address), offset, value);
        } else {
            scatter(address, value, 4);
        }
    }

    /** Writes 64 bits, little-endian; errors as {@link #write8(long, int)}. */
    public void write64(long address, long value) {
        int offset = offset(address);
        if (offset <= FRAME_SIZE - 8) {
            Bytes.LONG.set(ownFrameAt(address), offset, value);
        } else {
            scatter(address, value, 8);
        }
    }

    private void scatter(long address, long value, int length) {
        Objects.checkFromIndexSize(address, length, size());
        for (int i = 0; i < length; i++) {
            write8(address + i, (int) (value >>> 8 * i));
        }
    }

    /** Copies {@code length} bytes of {@code from} at {@code offset} to an address; errors as {@link #write8(long, int)}. */
    public void write(long address, byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(address, length, size());
        for (int done = 0; done < length;) {
            int count = Math.min(length - done, FRAME_SIZE - offset(address + done));
            System.arraycopy(from, offset + done, ownFrameAt(address + done), offset(address + done), count);
            done += count;
        }
    }

    /**
     * Fills a frame with zeroes.
     *
     * @throws IndexOutOfBoundsException
     *             if there is no such frame
     */
    public void zeroFrame(int frame) {
        store.zeroFrame(Objects.checkIndex(frame, frames()));
    }

    /** Copies a whole frame; errors as {@link #zeroFrame(int)}. */
    public void copyFrame(int toFrame, int fromFrame) {
        Objects.checkIndex(toFrame, frames());
        byte[] from = store.frame(Objects.checkIndex(fromFrame, frames()));
        if (from == FrameStore.ZERO_FRAME) {
            store.zeroFrame(toFrame);
        } else if (toFrame != fromFrame) {
            System.arraycopy(from, 0, store.overwriteFrame(toFrame), 0, FRAME_SIZE);
        }
    }

    /** The present contents, to keep. Costs time in proportion to the frames written since the last capture. */
    public MemoryCapture capture() {
        return new MemoryCapture(size(), store.capture());
    }

    /**
     * Goes back to captured contents.
     *
     * @throws IllegalArgumentException
     *             if the capture is of a memory of another size
     */
    public void restore(MemoryCapture capture) {
        if (capture.size() != size()) {
            throw new IllegalArgumentException("a capture of " + capture.size() + " bytes for a memory of " + size());
        }
        store.restore(capture.groups());
    }

    private byte[] ownFrameAt(long address) {
        return store.ownFrame(frameNumber(address));
    }
}
