package org.mmscope.session.snapshot;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.machine.PhysicalReader;

/** The physical memory in a native snapshot: groups of frames are decompressed when first read and may be forgotten. */
final class SnapshotMemory implements PhysicalReader {

    private static final int GROUP_SIZE = Container.GROUP_FRAMES * FRAME_SIZE;
    private static final byte[] ZERO_FRAME = new byte[FRAME_SIZE];
    private static final byte[][] ZERO_GROUP = zeroGroup();

    private final ContainerReader container;
    private final int frames;
    private final ChunkEntry[] chunks;
    private final AtomicReferenceArray<SoftReference<byte[][]>> groups;

    SnapshotMemory(ContainerReader container, int frames) throws SnapshotFormatException {
        this.container = container;
        this.frames = frames;
        this.chunks = new ChunkEntry[(frames + Container.GROUP_FRAMES - 1) / Container.GROUP_FRAMES];
        this.groups = new AtomicReferenceArray<>(chunks.length);
        for (ChunkEntry entry : container.entries().values()) {
            if (entry.name().startsWith(Container.MEMORY)) {
                chunks[index(entry)] = entry;
            }
        }
    }

    @Override
    public long size() {
        return (long) frames * FRAME_SIZE;
    }

    @Override
    public int read8(long address) {
        return frame(address)[(int) address & FRAME_SIZE - 1] & 0xFF;
    }

    @Override
    public int read16(long address) {
        return read8(address) | read8(address + 1) << 8;
    }

    @Override
    public int read32(long address) {
        int offset = (int) address & FRAME_SIZE - 1;
        if (offset > FRAME_SIZE - 4) {
            return read16(address) | read16(address + 2) << 16;
        }
        byte[] frame = frame(address);
        return frame[offset] & 0xFF | (frame[offset + 1] & 0xFF) << 8 | (frame[offset + 2] & 0xFF) << 16
                | frame[offset + 3] << 24;
    }

    @Override
    public long read64(long address) {
        return read32(address) & 0xFFFF_FFFFL | (long) read32(address + 4) << 32;
    }

    @Override
    public void read(long address, byte[] to, int offset, int length) {
        int done = 0;
        while (done < length) {
            int from = (int) (address + done) & FRAME_SIZE - 1;
            int count = Math.min(length - done, FRAME_SIZE - from);
            System.arraycopy(frame(address + done), from, to, offset + done, count);
            done += count;
        }
    }

    /** A group of frames as it is stored; null for a group of zero frames. */
    PackedChunk packed(int group) {
        return chunks[group] == null ? null : container.packed(chunks[group]);
    }

    private byte[] frame(long address) {
        if (address < 0 || address >= size()) {
            throw new IndexOutOfBoundsException(address);
        }
        return group((int) (address / GROUP_SIZE))[(int) (address / FRAME_SIZE) % Container.GROUP_FRAMES];
    }

    private byte[][] group(int index) {
        if (chunks[index] == null) {
            return ZERO_GROUP;
        }
        SoftReference<byte[][]> held = groups.get(index);
        byte[][] group = held == null ? null : held.get();
        if (group == null) {
            group = inflate(chunks[index]);
            groups.set(index, new SoftReference<>(group));
        }
        return group;
    }

    private byte[][] inflate(ChunkEntry entry) {
        try {
            byte[] bytes = container.bytes(entry, Container.GROUP_MAP + GROUP_SIZE);
            return split(entry, bytes);
        } catch (SnapshotFormatException e) {
            DamagedImageException damage = new DamagedImageException(e.getMessage(), e.offset());
            damage.initCause(e);
            throw damage;
        }
    }

    private static byte[][] split(ChunkEntry entry, byte[] bytes) throws SnapshotFormatException {
        BitSet present = BitSet.valueOf(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, Container.GROUP_MAP)));
        if (bytes.length != Container.GROUP_MAP + present.cardinality() * FRAME_SIZE) {
            throw new SnapshotFormatException("chunk " + entry.name() + " has another number of frames than it says",
                    entry.offset());
        }
        byte[][] group = new byte[Container.GROUP_FRAMES][];
        int from = Container.GROUP_MAP;
        for (int i = 0; i < group.length; i++) {
            group[i] = ZERO_FRAME;
            if (present.get(i)) {
                group[i] = Arrays.copyOfRange(bytes, from, from + FRAME_SIZE);
                from += FRAME_SIZE;
            }
        }
        return group;
    }

    private int index(ChunkEntry entry) throws SnapshotFormatException {
        String number = entry.name().substring(Container.MEMORY.length());
        if (!number.matches("0|[1-9][0-9]{0,5}") || Integer.parseInt(number) >= chunks.length) {
            throw new SnapshotFormatException("chunk " + entry.name() + " is not of this machine", entry.offset());
        }
        return Integer.parseInt(number);
    }

    private static byte[][] zeroGroup() {
        byte[][] group = new byte[Container.GROUP_FRAMES][];
        Arrays.fill(group, ZERO_FRAME);
        return group;
    }
}
