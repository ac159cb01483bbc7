package org.mmscope.session.snapshot;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.export.ProgressSink;

/**
 * Writes physical memory in groups of frames, all-zero frames left out. Groups are compressed side by side on the
 * host's processors and written in order.
 */
final class MemoryChunks {

    private static final int FRAME = PhysicalReader.FRAME_SIZE;
    /** Groups compressed ahead of the one that is written, a processor. */
    private static final int AHEAD = 4;
    private static final byte[] ZERO_FRAME = new byte[FRAME];

    private final PhysicalReader memory;

    /** @param memory memory that any thread may read */
    MemoryChunks(PhysicalReader memory) {
        this.memory = memory;
    }

    void write(ContainerWriter writer, ProgressSink progress) throws IOException {
        int groups = (memory.frames() + Container.GROUP_FRAMES - 1) / Container.GROUP_FRAMES;
        int ahead = 1 + AHEAD * Runtime.getRuntime().availableProcessors();
        Deque<ForkJoinTask<PackedChunk>> underWay = new ArrayDeque<>();
        for (int next = 0, done = 0; done < groups; done++) {
            while (next < groups && next < done + ahead) {
                int index = next++;
                underWay.add(ForkJoinPool.commonPool().submit(() -> pack(index)));
            }
            progress.step(done, groups);
            PackedChunk chunk = underWay.remove().join();
            if (chunk != null) {
                writer.append(chunk);
            }
        }
    }

    /** Null for a group of zero frames. */
    private PackedChunk pack(int index) {
        return memory instanceof SnapshotMemory saved ? saved.packed(index) : compress(index);
    }

    private PackedChunk compress(int index) {
        int first = index * Container.GROUP_FRAMES;
        int count = Math.min(Container.GROUP_FRAMES, memory.frames() - first);
        byte[] frames = new byte[count * FRAME];
        memory.read((long) first * FRAME, frames, 0, frames.length);
        BitSet present = new BitSet(Container.GROUP_FRAMES);
        for (int i = 0; i < count; i++) {
            present.set(i, !Arrays.equals(frames, i * FRAME, (i + 1) * FRAME, ZERO_FRAME, 0, FRAME));
        }
        return present.isEmpty() ? null : PackedChunk.of(Container.MEMORY + index, group(present, frames));
    }

    private static byte[] group(BitSet present, byte[] frames) {
        byte[] group = new byte[Container.GROUP_MAP + present.cardinality() * FRAME];
        byte[] map = present.toByteArray();
        System.arraycopy(map, 0, group, 0, map.length);
        int at = Container.GROUP_MAP;
        for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
            System.arraycopy(frames, i * FRAME, group, at, FRAME);
            at += FRAME;
        }
        return group;
    }
}
