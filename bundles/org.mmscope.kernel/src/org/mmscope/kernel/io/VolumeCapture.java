package org.mmscope.kernel.io;

import java.util.List;
import java.util.Map;

import org.mmscope.machine.DiskCapture;

/**
 * The files of a volume and its disks at one moment. Immutable, any thread.
 *
 * @param files every file by name
 * @param lastId the id given last
 * @param disks what the disks are doing: the volume's, then those of the page files
 */
public record VolumeCapture(List<FileState> files, int lastId, List<DiskCapture> disks) {

    /**
     * A file at one moment.
     *
     * @param id its id
     * @param path full path
     * @param size size in bytes
     * @param sourceSize bytes that the source still gives
     * @param source the bytes of what was not written
     * @param written clusters written, by number; neither the map nor the arrays change
     */
    public record FileState(int id, String path, long size, long sourceSize, FileSource source,
            Map<Long, byte[]> written) {
    }
}
