package org.mmscope.win32;

import java.util.Arrays;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.FileServices;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.LongHolder;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/** Files, as kernel32 of Windows XP has them. Sizes in bytes. Engine thread only. */
public final class FileCalls extends CallGroup {

    private static final int FILE_READ_ATTRIBUTES = 0x80;
    private static final int SHARE_FLAGS = Win32Constants.FILE_SHARE_READ | Win32Constants.FILE_SHARE_WRITE
            | Win32Constants.FILE_SHARE_DELETE;
    private static final int SYNCHRONIZE = 0x100000;
    private static final long LARGEST_POSITION = 0xFFFFFFFFL;

    FileCalls(Kernel kernel) {
        super(kernel);
    }

    /** Opens or makes a file. Gives its handle, or INVALID_HANDLE_VALUE. */
    public CallResult createFile(EProcess caller, String path, int access, int share, int disposition) {
        enter(caller);
        int ntDisposition = ntDisposition(disposition);
        if ((share & ~SHARE_FLAGS) != 0 || ntDisposition < 0 || disposition == Win32Constants.TRUNCATE_EXISTING
                && (access & Win32Constants.GENERIC_WRITE) == 0) {
            return CallResult.failed(Win32Constants.INVALID_HANDLE_VALUE, Win32Constants.ERROR_INVALID_PARAMETER);
        }
        String full = DosPath.full(path);
        if (full.isEmpty()) {
            return CallResult.failed(Win32Constants.INVALID_HANDLE_VALUE, Win32Constants.ERROR_PATH_NOT_FOUND);
        }
        if (full.endsWith(":\\")) {
            return CallResult.failed(Win32Constants.INVALID_HANDLE_VALUE, Win32Constants.ERROR_PATH_NOT_FOUND);
        }
        IntHolder handle = new IntHolder();
        FileRequest request = new FileRequest(full, access | SYNCHRONIZE | FILE_READ_ATTRIBUTES, share, ntDisposition);
        int status = kernel.files().create(caller, request, handle, new IntHolder());
        return NtStatus.success(status) ? CallResult.of(handle.value)
                : CallResult.failed(Win32Constants.INVALID_HANDLE_VALUE, createError(status));
    }

    private static int ntDisposition(int disposition) {
        return switch (disposition) {
            case Win32Constants.CREATE_NEW -> MemoryConstants.FILE_CREATE;
            case Win32Constants.CREATE_ALWAYS -> MemoryConstants.FILE_OVERWRITE_IF;
            case Win32Constants.OPEN_EXISTING -> MemoryConstants.FILE_OPEN;
            case Win32Constants.OPEN_ALWAYS -> MemoryConstants.FILE_OPEN_IF;
            case Win32Constants.TRUNCATE_EXISTING -> MemoryConstants.FILE_OVERWRITE;
            default -> -1;
        };
    }

    private static int createError(int status) {
        return status == NtStatus.OBJECT_NAME_COLLISION ? Win32Constants.ERROR_FILE_EXISTS
                : NtStatusToDosError.of(status);
    }

    /** Deletes a file. */
    public CallResult deleteFile(EProcess caller, String path) {
        enter(caller);
        String full = DosPath.full(path);
        if (full.endsWith(":\\")) {
            return CallResult.failed(0, Win32Constants.ERROR_ACCESS_DENIED);
        }
        return full.isEmpty() ? CallResult.failed(0, Win32Constants.ERROR_PATH_NOT_FOUND)
                : truth(kernel.files().delete(caller, full));
    }

    /** Reads from the file pointer on; at the end of the file that is 0 bytes. Out: BytesRead, Fnv1a. */
    public CallResult readFile(EProcess caller, int file, int size) {
        enter(caller);
        byte[] chunk = new byte[CHUNK];
        IntHolder done = new IntHolder();
        Fnv1a hash = new Fnv1a();
        long read = 0;
        int wanted;
        do {
            kernel.interruptionPoint();
            wanted = (int) Math.min(CHUNK, Integer.toUnsignedLong(size) - read);
            done.value = 0;
            int status = kernel.files().read(caller, file, FileServices.CURRENT_POSITION, chunk, wanted, done);
            if (status == NtStatus.END_OF_FILE) {
                break;
            }
            if (!NtStatus.success(status)) {
                return CallResult.failedWith(status);
            }
            hash.add(chunk, done.value);
            read += done.value;
        } while (done.value == CHUNK);
        return CallResult.succeeded().with("BytesRead", (int) read).with("Fnv1a", hash.value());
    }

    /** Writes equal bytes from the file pointer on. Out: BytesWritten. */
    public CallResult writeFile(EProcess caller, int file, int size, int value) {
        enter(caller);
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) value);
        IntHolder done = new IntHolder();
        long left = Integer.toUnsignedLong(size);
        do {
            kernel.interruptionPoint();
            int length = (int) Math.min(CHUNK, left);
            int status = kernel.files().write(caller, file, FileServices.CURRENT_POSITION, chunk, length, done);
            if (!NtStatus.success(status)) {
                return CallResult.failedWith(status);
            }
            left -= length;
        } while (left > 0);
        return CallResult.succeeded().with("BytesWritten", size);
    }

    /** Gives the low 32 bits of a file's size, or INVALID_FILE_SIZE. */
    public CallResult getFileSize(EProcess caller, int file) {
        enter(caller);
        LongHolder size = new LongHolder();
        int status = kernel.files().querySize(caller, file, size);
        return NtStatus.success(status) ? CallResult.of((int) size.value)
                : CallResult.failed(Win32Constants.INVALID_FILE_SIZE, NtStatusToDosError.of(status));
    }

    /** Moves the file pointer. Gives its new position, or INVALID_SET_FILE_POINTER. */
    public CallResult setFilePointer(EProcess caller, int file, int distance, int method) {
        enter(caller);
        LongHolder from = new LongHolder();
        int status = switch (method) {
            case Win32Constants.FILE_BEGIN -> NtStatus.SUCCESS;
            case Win32Constants.FILE_CURRENT -> kernel.files().queryPosition(caller, file, from);
            case Win32Constants.FILE_END -> kernel.files().querySize(caller, file, from);
            default -> NtStatus.INVALID_PARAMETER;
        };
        long position = from.value + distance;
        if (NtStatus.success(status) && position < 0) {
            return noPosition(Win32Constants.ERROR_NEGATIVE_SEEK);
        }
        if (NtStatus.success(status)) {
            status = position > LARGEST_POSITION ? NtStatus.INVALID_PARAMETER
                    : kernel.files().setPosition(caller, file, position);
        }
        return NtStatus.success(status) ? CallResult.of((int) position) : noPosition(NtStatusToDosError.of(status));
    }

    private static CallResult noPosition(int error) {
        return CallResult.failed(Win32Constants.INVALID_SET_FILE_POINTER, error);
    }

    /** Makes the file end at the file pointer. */
    public CallResult setEndOfFile(EProcess caller, int file) {
        enter(caller);
        LongHolder position = new LongHolder();
        int status = kernel.files().queryPosition(caller, file, position);
        return truth(NtStatus.success(status) ? kernel.files().setEndOfFile(caller, file, position.value) : status);
    }

    /** Writes what is changed and not yet on the disk. */
    public CallResult flushFileBuffers(EProcess caller, int file) {
        enter(caller);
        return truth(kernel.files().flush(caller, file));
    }

    private static CallResult truth(int status) {
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }
}
