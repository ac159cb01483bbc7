package org.mmscope.machine;

import java.util.Arrays;

/**
 * A sparse, growing-by-touch array of 4 KB frames that can be captured and restored in time proportional to what
 * changed. Frames lie in chunks of 256 and chunks in groups of 256; the live table of chunks is flat, for speed, and
 * captures are trees of groups that share every chunk and frame that did not change. A frame or chunk is
 * <em>owned</em> while no capture shares it, and is copied before it is written when it is not. One thread.
 */
final class FrameStore {

    static final int FRAME_SHIFT = 12;
    static final int FRAME_SIZE = 1 << FRAME_SHIFT;
    static final int OFFSET_MASK = FRAME_SIZE - 1;

    static final int CHUNK_SHIFT = 8;
    static final int CHUNK_FRAMES = 1 << CHUNK_SHIFT;
    static final int CHUNK_MASK = CHUNK_FRAMES - 1;
    static final int GROUP_SHIFT = 8;
    static final int GROUP_CHUNKS = 1 << GROUP_SHIFT;

    /** The frame that stands for every frame that was never written. Never written itself. */
    static final byte[] ZERO_FRAME = new byte[FRAME_SIZE];
    private static final byte[][] ZERO_CHUNK = new byte[CHUNK_FRAMES][];
    private static final byte[][][] ZERO_GROUP = new byte[GROUP_CHUNKS][][];

    static {
        Arrays.fill(ZERO_CHUNK, ZERO_FRAME);
        Arrays.fill(ZERO_GROUP, ZERO_CHUNK);
    }

    private final byte[][][] chunks;
    private final BitField ownedFrames;
    private final BitField ownedChunks;
    private final BitField handedOut;
    private final BitField changedGroups;
    /** The groups as of the last capture or restore. */
    private byte[][][][] groups;
    private FrameWatcher[] watchers = {};

    FrameStore(long frames) {
        if (frames <= 0 || frames > Integer.MAX_VALUE - CHUNK_FRAMES * GROUP_CHUNKS) {
            throw new IllegalArgumentException("not a number of frames: " + frames);
        }
        int groupCount = (int) (frames - 1 >>> CHUNK_SHIFT + GROUP_SHIFT) + 1;
        int chunkCount = (int) (frames - 1 >>> CHUNK_SHIFT) + 1;
        chunks = new byte[chunkCount][][];
        Arrays.fill(chunks, ZERO_CHUNK);
        groups = new byte[groupCount][][][];
        Arrays.fill(groups, ZERO_GROUP);
        ownedFrames = new BitField(chunkCount << CHUNK_SHIFT);
        handedOut = new BitField(chunkCount << CHUNK_SHIFT);
        ownedChunks = new BitField(groupCount << GROUP_SHIFT);
        changedGroups = new BitField(groupCount);
    }

    void watch(FrameWatcher watcher) {
        watchers = Arrays.copyOf(watchers, watchers.length + 1);
        watchers[watchers.length - 1] = watcher;
    }

    /** The bytes of a frame, to read now and not to keep. */
    byte[] frame(int frame) {
        return chunks[frame >>> CHUNK_SHIFT][frame & CHUNK_MASK];
    }

    /** The bytes of a frame, to read and write now and not to keep. */
    byte[] ownFrame(int frame) {
        return ownedFrames.get(frame) ? frame(frame) : own(frame, true);
    }

    /** The bytes of a frame, to write all of them: what they are before does not matter. */
    byte[] overwriteFrame(int frame) {
        return ownedFrames.get(frame) ? frame(frame) : own(frame, false);
    }

    /** Makes watchers hear when a frame's array is replaced, for one of them keeps it. */
    void handOut(int frame) {
        handedOut.set(frame);
    }

    /** Makes a frame all zero, giving its bytes back to the host where a capture shares them. */
    void zeroFrame(int frame) {
        if (ownedFrames.get(frame)) {
            Arrays.fill(frame(frame), (byte) 0);
        } else if (frame(frame) != ZERO_FRAME) {
            replace(frame, ZERO_FRAME);
        }
    }

    private byte[] own(int frame, boolean keep) {
        byte[] former = frame(frame);
        byte[] fresh = keep && former != ZERO_FRAME ? former.clone() : new byte[FRAME_SIZE];
        replace(frame, fresh);
        ownedFrames.set(frame);
        return fresh;
    }

    private void replace(int frame, byte[] bytes) {
        byte[][] chunk = ownChunk(frame >>> CHUNK_SHIFT);
        byte[] former = chunk[frame & CHUNK_MASK];
        chunk[frame & CHUNK_MASK] = bytes;
        if (handedOut.get(frame)) {
            handedOut.clear(frame);
            for (FrameWatcher watcher : watchers) {
                watcher.frameMoved(frame, former);
            }
        }
    }

    private byte[][] ownChunk(int chunk) {
        if (!ownedChunks.get(chunk)) {
            chunks[chunk] = chunks[chunk].clone();
            ownedChunks.set(chunk);
            changedGroups.set(chunk >>> GROUP_SHIFT);
        }
        return chunks[chunk];
    }

    /** The present state, as groups that nobody writes any more. */
    byte[][][][] capture() {
        if (!changedGroups.isEmpty()) {
            byte[][][][] captured = groups.clone();
            changedGroups.forEach(group -> captured[group] = captureGroup(group));
            groups = captured;
            disown();
            for (FrameWatcher watcher : watchers) {
                watcher.framesShared();
            }
        }
        return groups;
    }

    private byte[][][] captureGroup(int group) {
        int first = group << GROUP_SHIFT;
        byte[][][] captured = ZERO_GROUP.clone();
        System.arraycopy(chunks, first, captured, 0, Math.min(GROUP_CHUNKS, chunks.length - first));
        return captured;
    }

    /** Goes back to a captured state of this store or of one of the same size. */
    void restore(byte[][][][] captured) {
        if (captured.length != groups.length) {
            throw new IllegalArgumentException("the capture is of another size");
        }
        for (int group = 0; group < captured.length; group++) {
            if (captured[group] != groups[group] || changedGroups.get(group)) {
                int first = group << GROUP_SHIFT;
                System.arraycopy(captured[group], 0, chunks, first, Math.min(GROUP_CHUNKS, chunks.length - first));
            }
        }
        groups = captured;
        disown();
        for (FrameWatcher watcher : watchers) {
            watcher.framesReplaced();
        }
    }

    private void disown() {
        changedGroups.forEach(group -> ownedChunks.forEach(group << GROUP_SHIFT, GROUP_CHUNKS,
                chunk -> ownedFrames.clear(chunk << CHUNK_SHIFT, CHUNK_FRAMES)));
        changedGroups.forEach(group -> ownedChunks.clear(group << GROUP_SHIFT, GROUP_CHUNKS));
        changedGroups.clear();
    }

    static byte[] frame(byte[][][][] captured, int frame) {
        return captured[frame >>> CHUNK_SHIFT + GROUP_SHIFT][frame >>> CHUNK_SHIFT & GROUP_CHUNKS - 1][frame & CHUNK_MASK];
    }
}
