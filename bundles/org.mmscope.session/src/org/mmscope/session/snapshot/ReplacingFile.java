package org.mmscope.session.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file that replaces its target whole or not at all: it is written under a temporary name in the target's folder,
 * forced to the disk and renamed. Closing without {@link #commit()} leaves the target as it was.
 */
public final class ReplacingFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    /**
     * Starts writing.
     *
     * @throws IOException if the target's folder cannot be written
     */
    public ReplacingFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        this.temporary = Files.createTempFile(this.target.getParent(), "." + target.getFileName(), ".tmp");
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }

    /** What the new contents are written to. */
    public FileChannel channel() {
        return channel;
    }

    /** Makes what was written the target's contents. */
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        usualPermissions();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }

    /** Temporary files are made readable by their owner only; the target is an ordinary file. */
    private void usualPermissions() throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(Permissions.of(target));
        }
    }

    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unsupported) {
            // Not every system can force a folder; the rename has happened all the same.
        }
    }
}
