package org.mmscope.kernel.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the host, read when its bytes are needed and never written. */
final class HostFileSource implements FileSource {

    private final Path path;
    private final long size;

    HostFileSource(Path path) {
        this.path = path;
        try {
            size = Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        return size;
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(to, at, length);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long position = offset;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, position);
                if (count < 0) {
                    return;
                }
                position += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
