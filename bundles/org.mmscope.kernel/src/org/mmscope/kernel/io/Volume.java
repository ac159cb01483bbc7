package org.mmscope.kernel.io;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.VirtualClock;

/**
 * The simulated volume C:. Names are compared without case. The bytes of a file come from its {@link FileSource} until
 * they are written; what was written is kept here, so a file of the host is never changed. Engine thread only.
 */
public final class Volume {

    /** Bytes that the largest file may have: the volume lies on a disk of 1 TB, of which files take what they hold. */
    public static final long CAPACITY = 1L << 40;


    private static final String ROOT = "C:\\";

    private final TreeMap<String, VolumeFile> files = new TreeMap<>();
    private final Map<Integer, VolumeFile> byId = new TreeMap<>();
    private final Disks disks;
    private int lastId;

    /** An empty volume with its disk, whose transfers take time of the clock. */
    public Volume(VirtualClock clock, PhysicalMemory memory) {
        disks = new Disks(clock, memory);
    }

    /** The volume's disk and those of the page files. */
    public Disks disks() {
        return disks;
    }

    /**
     * Adds a file, replacing one of that name.
     *
     * @param path full path, such as {@code C:\data.bin}
     * @param size size in bytes
     * @param source its bytes
     */
    public VolumeFile addFile(String path, long size, FileSource source) {
        remove(path);
        VolumeFile file = new VolumeFile(++lastId, path, size, source);
        files.put(key(path), file);
        byId.put(file.id(), file);
        return file;
    }

    /**
     * Adds a file with the bytes of a file of the host, which are read when they are needed.
     *
     * @throws java.io.UncheckedIOException if the host's file cannot be read
     */
    public VolumeFile addHostFile(String path, Path host) {
        HostFileSource source = new HostFileSource(host);
        return addFile(path, source.size(), source);
    }

    /** The file of a path, or null. */
    public VolumeFile file(String path) {
        return files.get(key(path));
    }

    /** The file of an id, or null. A file keeps its id while it is there. */
    public VolumeFile file(int id) {
        return byId.get(id);
    }

    /** Whether a path is that of the root, {@code C:}, or of a folder: one that a file lies in. */
    public boolean isFolder(String path) {
        String inside = key(path) + "\\";
        String first = files.ceilingKey(inside);
        return inside.equals(ROOT) || first != null && first.startsWith(inside);
    }

    /** Every file, by name. */
    public Collection<VolumeFile> files() {
        return files.values();
    }

    /** Removes the file of a path, if there is one. */
    public void remove(String path) {
        VolumeFile file = files.remove(key(path));
        if (file != null) {
            byId.remove(file.id());
        }
    }

    /** The state of every file and disk; what is not written afterwards is shared with the files. */
    public VolumeCapture capture() {
        return new VolumeCapture(files.values().stream().map(VolumeFile::capture).toList(), lastId, disks.capture());
    }

    /** Goes back to a captured state. */
    public void restore(VolumeCapture capture) {
        files.clear();
        byId.clear();
        lastId = capture.lastId();
        disks.restore(capture.disks());
        for (VolumeCapture.FileState state : capture.files()) {
            VolumeFile file = new VolumeFile(state);
            files.put(key(file.path()), file);
            byId.put(file.id(), file);
        }
    }

    private static String key(String path) {
        return path.toUpperCase(Locale.ROOT);
    }
}
