package org.mmscope.session.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.BitSet;

import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.export.ProgressSink;

/** Writes physical memory in groups of frames, all-zero frames left out. */
final class MemoryChunks {

    private static final byte[] ZERO_FRAME = new byte[PhysicalReader.FRAME_SIZE];

    private final PhysicalReader memory;
    private final byte[] group = new byte[Container.GROUP_FRAMES * PhysicalReader.FRAME_SIZE];

    MemoryChunks(PhysicalReader memory) {
        this.memory = memory;
    }

    void write(ContainerWriter writer, ProgressSink progress) throws IOException {
        int groups = (memory.frames() + Container.GROUP_FRAMES - 1) / Container.GROUP_FRAMES;
        for (int i = 0; i < groups; i++) {
            progress.step(i, groups);
            BitSet present = read(i);
            if (!present.isEmpty()) {
                writer.chunk(Container.MEMORY + i, out -> writeGroup(present, out));
            }
        }
    }

    private BitSet read(int index) {
        int first = index * Container.GROUP_FRAMES;
        int count = Math.min(Container.GROUP_FRAMES, memory.frames() - first);
        memory.read((long) first * PhysicalReader.FRAME_SIZE, group, 0, count * PhysicalReader.FRAME_SIZE);
        BitSet present = new BitSet(Container.GROUP_FRAMES);
        for (int i = 0; i < count; i++) {
            int at = i * PhysicalReader.FRAME_SIZE;
            present.set(i, !Arrays.equals(group, at, at + PhysicalReader.FRAME_SIZE, ZERO_FRAME, 0,
                    PhysicalReader.FRAME_SIZE));
        }
        return present;
    }

    private void writeGroup(BitSet present, OutputStream out) throws IOException {
        out.write(Arrays.copyOf(present.toByteArray(), Container.GROUP_MAP));
        for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
            out.write(group, i * PhysicalReader.FRAME_SIZE, PhysicalReader.FRAME_SIZE);
        }
    }
}
