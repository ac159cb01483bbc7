package org.mmscope.kernel;

import org.mmscope.kernel.process.EProcess;

/**
 * The file services on the simulated volume. Reads and writes go through the pages of the file's data section, so that
 * they agree with mapped views. Every method returns an {@link NtStatus}. Engine thread only.
 */
public interface FileServices {

    /** As an offset: the file object's current position. */
    long CURRENT_POSITION = -1;

    /**
     * Opens or creates a file (NtCreateFile).
     *
     * @param handle out: a handle of the calling process
     * @param information out: FILE_OPENED, FILE_CREATED, FILE_OVERWRITTEN or FILE_SUPERSEDED
     */
    int create(EProcess process, FileRequest request, IntHolder handle, IntHolder information);

    /**
     * Reads bytes (NtReadFile); the position moves behind them when the current position was used.
     *
     * @param offset offset in the file in bytes, or {@link #CURRENT_POSITION}
     * @param bytesRead out: bytes read
     */
    int read(EProcess process, int handle, long offset, byte[] to, int length, IntHolder bytesRead);

    /** Writes bytes (NtWriteFile), extending the file where needed. */
    int write(EProcess process, int handle, long offset, byte[] from, int length, IntHolder bytesWritten);

    /** The size of a file in bytes. */
    int querySize(EProcess process, int handle, LongHolder size);

    /** The current position of a file object in bytes. */
    int queryPosition(EProcess process, int handle, LongHolder position);

    /** Sets the current position of a file object, in bytes from the beginning. */
    int setPosition(EProcess process, int handle, long position);

    /** Ends a file at a size in bytes; refused below the size of a mapped view. */
    int setEndOfFile(EProcess process, int handle, long size);

    /** Writes the modified pages of a file to the volume. */
    int flush(EProcess process, int handle);

    /** Deletes a file by its path; refused while it is mapped. */
    int delete(EProcess process, String path);
}
