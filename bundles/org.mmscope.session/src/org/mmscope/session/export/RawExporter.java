package org.mmscope.session.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.snapshot.ReplacingFile;

/** Physical memory byte for byte, frame 0 first. */
final class RawExporter implements Exporter {

    private static final int BLOCK = 1 << 20;
    private static final byte[] ZEROS = new byte[BLOCK];

    @Override
    public String kind() {
        return "raw";
    }

    @Override
    public String description() {
        return "the physical memory, byte for byte, frame 0 first";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        PhysicalReader memory = source.view().memory();
        try (ReplacingFile file = new ReplacingFile(target)) {
            byte[] block = new byte[BLOCK];
            for (long at = 0; at < memory.size(); at += BLOCK) {
                progress.step(at, memory.size());
                int length = (int) Math.min(BLOCK, memory.size() - at);
                memory.read(at, block, 0, length);
                boolean last = at + length == memory.size();
                write(file.channel(), at, ByteBuffer.wrap(block, 0, length), last);
            }
            file.commit();
        }
    }

    /** Leaves a hole for a block of zeros, except at the end, where it would make the file too short. */
    private static void write(FileChannel channel, long at, ByteBuffer block, boolean last) throws IOException {
        if (!last && Arrays.equals(block.array(), 0, block.limit(), ZEROS, 0, block.limit())) {
            return;
        }
        while (block.hasRemaining()) {
            channel.write(block, at + block.position());
        }
    }
}
