package org.mmscope.kernel.io;

/** Errors of the disks that somebody who studies a machine makes on purpose. */
public final class MediaErrors {

    private final Volume volume;
    private final PageFiles pageFiles;

    public MediaErrors(Volume volume, PageFiles pageFiles) {
        this.volume = volume;
        this.pageFiles = pageFiles;
    }

    /**
     * Makes the sectors in which bytes of a file or page file lie unreadable, or readable again.
     *
     * @throws IllegalArgumentException if there is no such file, or it does not reach so far
     */
    public void badSectors(String path, long offset, long length, boolean bad) {
        VolumeFile file = volume.file(path);
        if (file == null || offset < 0 || length <= 0 || offset + length > file.size()) {
            throw new IllegalArgumentException("no bytes " + offset + " to " + (offset + length) + " of " + path);
        }
        if (!pageFiles.badSectors(path, offset, length, bad)) {
            volume.disks().badSectors(Disks.VOLUME, Disks.place(file, offset), length, bad);
        }
    }
}
