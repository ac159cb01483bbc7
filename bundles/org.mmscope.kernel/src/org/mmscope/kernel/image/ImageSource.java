package org.mmscope.kernel.image;

/** The bytes of a file that may be an image. */
public interface ImageSource {
    /** Size of the file in bytes. */
    long size();

    /**
     * Copies bytes of the file; those behind its end are 0.
     *
     * @param offset offset in the file in bytes, not negative
     * @param to where they go, from its beginning
     * @param length how many
     */
    void read(long offset, byte[] to, int length);
}
