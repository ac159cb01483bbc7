package org.mmscope.session.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** Places of equal size in a temporary file, which is made when it is first needed and gone when it is closed. */
final class SpillFile implements AutoCloseable {

    private final int size;
    private final Deque<Integer> free = new ArrayDeque<>();
    private int places;
    private FileChannel channel;

    /** @param size bytes a place */
    SpillFile(int size) {
        this.size = size;
    }

    /** Writes bytes, at most the size of a place, and gives the place. */
    int write(ByteBuffer bytes) throws IOException {
        if (channel == null) {
            Path path = Files.createTempFile("mmscope", ".events");
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        int place = free.isEmpty() ? places++ : free.remove();
        long at = (long) place * size;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return place;
    }

    /** Reads the first bytes of a place. */
    ByteBuffer read(int place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, (long) place * size + bytes.position()) < 0) {
                throw new IOException("the temporary file has become shorter");
            }
        }
        return bytes.flip();
    }

    /** Gives a place back. */
    void free(int place) {
        free.add(place);
    }

    /** Removes the file. */
    @Override
    public void close() {
        try (FileChannel closing = channel) {
            channel = null;
            free.clear();
            places = 0;
        } catch (IOException e) {
            // It is gone at the end of the process.
        }
    }
}
