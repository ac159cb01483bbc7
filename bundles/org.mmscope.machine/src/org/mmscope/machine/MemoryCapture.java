package org.mmscope.machine;

import java.util.BitSet;
import java.util.Objects;

/**
 * The contents of a {@link PhysicalMemory} at one moment. Immutable, any thread. Captures of one machine share the
 * frames that are the same in both.
 */
public final class MemoryCapture extends FrameReader {

    private final byte[][][][] groups;

    MemoryCapture(long size, byte[][][][] groups) {
        super(size);
        this.groups = groups;
    }

    byte[][][][] groups() {
        return groups;
    }

    @Override
    byte[] frame(int frame) {
        return FrameStore.frame(groups, frame);
    }

    /**
     * Whether a frame is known to be the same in another capture, in constant time. A frame that was written in
     * between counts as different even where its bytes are equal again.
     *
     * @throws IndexOutOfBoundsException
     *             if one of the captures has no such frame
     */
    public boolean sameFrame(MemoryCapture other, int frame) {
        Objects.checkIndex(frame, frames());
        Objects.checkIndex(frame, other.frames());
        return FrameStore.frame(groups, frame) == FrameStore.frame(other.groups, frame);
    }

    /** Whether a frame was never written, so that it reads as zeroes and costs nothing; errors as {@link #read8(long)}. */
    public boolean untouched(int frame) {
        return FrameStore.frame(groups, Objects.checkIndex(frame, frames())) == FrameStore.ZERO_FRAME;
    }

    /**
     * The frames that are not the {@linkplain #sameFrame same} in another capture, in time proportional to what
     * changed.
     *
     * @throws IllegalArgumentException
     *             if the captures differ in size
     */
    public BitSet changedFrames(MemoryCapture other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("captures of different sizes");
        }
        BitSet changed = new BitSet();
        for (int group = 0; group < groups.length; group++) {
            if (groups[group] != other.groups[group]) {
                addChanged(changed, group, groups[group], other.groups[group]);
            }
        }
        return changed;
    }

    private static void addChanged(BitSet changed, int group, byte[][][] mine, byte[][][] others) {
        for (int chunk = 0; chunk < FrameStore.GROUP_CHUNKS; chunk++) {
            for (int i = 0; mine[chunk] != others[chunk] && i < FrameStore.CHUNK_FRAMES; i++) {
                if (mine[chunk][i] != others[chunk][i]) {
                    changed.set(((group << FrameStore.GROUP_SHIFT) + chunk << FrameStore.CHUNK_SHIFT) + i);
                }
            }
        }
    }
}
