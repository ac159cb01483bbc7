package org.mmscope.kernel.io;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A file of the volume: its source, and the clusters of 4096 bytes that were written. Engine thread only. */
public final class VolumeFile {

    /** Bytes in a cluster. */
    public static final int CLUSTER = 4096;

    private final int id;
    private final String path;
    private final FileSource source;
    private long size;
    /** Bytes that the source still gives: a file cut and lengthened again has zeroes behind the cut. */
    private long sourceSize;
    private Map<Long, byte[]> written;
    private boolean shared;

    VolumeFile(int id, String path, long size, FileSource source) {
        this.id = id;
        this.path = path;
        this.size = size;
        sourceSize = size;
        this.source = source;
        this.written = new TreeMap<>();
    }

    VolumeFile(VolumeCapture.FileState state) {
        id = state.id();
        path = state.path();
        source = state.source();
        size = state.size();
        sourceSize = state.sourceSize();
        written = state.written();
        shared = true;
    }

    /** A number that no other file of the volume ever had. */
    public int id() {
        return id;
    }

    public String path() {
        return path;
    }

    /** Size in bytes. */
    public long size() {
        return size;
    }

    /** Cuts the file, or lengthens it with zeroes. */
    public void setSize(long newSize) {
        if (newSize < size) {
            cut(newSize);
        }
        size = newSize;
    }

    /** Copies the bytes of a cluster into an array of {@link #CLUSTER} bytes, zeroes behind the end of the file. */
    public void readCluster(long cluster, byte[] to) {
        byte[] own = written.get(cluster);
        if (own != null) {
            System.arraycopy(own, 0, to, 0, CLUSTER);
            return;
        }
        Arrays.fill(to, (byte) 0);
        long start = cluster * CLUSTER;
        if (start < sourceSize) {
            source.read(start, to, 0, (int) Math.min(CLUSTER, sourceSize - start));
        }
    }

    /** The bytes of a cluster that was written, which nobody changes; null if it was not. */
    byte[] written(long cluster) {
        return written.get(cluster);
    }

    /** Writes a cluster; bytes behind the end of the file are kept as zeroes. */
    public void writeCluster(long cluster, byte[] from) {
        byte[] own = Arrays.copyOf(from, CLUSTER);
        long end = size - cluster * CLUSTER;
        if (end < CLUSTER) {
            Arrays.fill(own, (int) Math.max(0, end), CLUSTER, (byte) 0);
        }
        writable().put(cluster, own);
    }

    /** The state of this file; later writes go to a copy. */
    VolumeCapture.FileState capture() {
        shared = true;
        return new VolumeCapture.FileState(id, path, size, sourceSize, source, written);
    }

    private void cut(long newSize) {
        sourceSize = Math.min(sourceSize, newSize);
        long last = newSize / CLUSTER;
        writable().keySet().removeIf(cluster -> cluster > last);
        byte[] tail = written.get(last);
        if (tail != null) {
            byte[] kept = Arrays.copyOf(tail, CLUSTER);
            Arrays.fill(kept, (int) (newSize % CLUSTER), CLUSTER, (byte) 0);
            written.put(last, kept);
        }
    }

    private Map<Long, byte[]> writable() {
        if (shared) {
            written = new TreeMap<>(written);
            shared = false;
        }
        return written;
    }
}
