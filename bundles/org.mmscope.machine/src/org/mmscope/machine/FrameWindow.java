package org.mmscope.machine;

import java.util.Arrays;

/**
 * Frames of a memory that are read and written all the time, by a number that the user gives them. The host arrays of
 * those that were used are kept, which saves looking for them; what is read and written is the memory itself. Values
 * do not reach over the end of a frame. Owned by the engine's thread.
 */
public abstract class FrameWindow implements FrameWatcher {

    private final FrameStore store;
    /** By number, null where the array is not known. */
    private final byte[][] readable;
    /** The same, as far as no capture shares the array. */
    private final byte[][] writable;

    FrameWindow(PhysicalMemory memory, int size) {
        store = memory.store();
        readable = new byte[size][];
        writable = new byte[size][];
        store.watch(this);
    }

    /** The frame that a number stands for. */
    abstract int frame(int number);

    public final int read8(int number, int offset) {
        return toRead(number)[offset] & 0xFF;
    }

    public final int read16(int number, int offset) {
        return (short) Bytes.SHORT.get(toRead(number), offset) & 0xFFFF;
    }

    public final int read32(int number, int offset) {
        return (int) Bytes.INT.get(toRead(number), offset);
    }

    public final void write8(int number, int offset, int value) {
        toWrite(number)[offset] = (byte) value;
    }

    public final void write16(int number, int offset, int value) {
        Bytes.SHORT.set(toWrite(number), offset, (short) value);
    }

    public final void write32(int number, int offset, int value) {
        Bytes.INT.set(toWrite(number), offset, value);
    }

    /** Fills a part of a frame with zeroes. */
    public final void zero(int number, int offset, int length) {
        Arrays.fill(toWrite(number), offset, offset + length, (byte) 0);
    }

    private byte[] toRead(int number) {
        byte[] bytes = readable[number];
        return bytes != null ? bytes : findToRead(number);
    }

    private byte[] toWrite(int number) {
        byte[] bytes = writable[number];
        return bytes != null ? bytes : findToWrite(number);
    }

    private byte[] findToRead(int number) {
        int frame = frame(number);
        store.handOut(frame);
        found(number, frame);
        readable[number] = store.frame(frame);
        return readable[number];
    }

    private byte[] findToWrite(int number) {
        int frame = frame(number);
        byte[] bytes = store.ownFrame(frame);
        store.handOut(frame);
        found(number, frame);
        readable[number] = bytes;
        writable[number] = bytes;
        return bytes;
    }

    /** The array of a frame is about to be kept. */
    void found(int number, int frame) {
    }

    final boolean holds(int number, byte[] bytes) {
        return readable[number] == bytes;
    }

    final boolean isKnown(int number) {
        return readable[number] != null;
    }

    final void drop(int number) {
        readable[number] = null;
        writable[number] = null;
    }

    final void share(int number) {
        writable[number] = null;
    }
}
