package org.mmscope.win32;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.NtStatus;

/** The last-error code of an NTSTATUS, as ntdll's RtlNtStatusToDosError gives it. */
public final class NtStatusToDosError {

    /** What a status without a code of its own becomes. */
    public static final int ERROR_MR_MID_NOT_FOUND = 317;

    private static final int ERROR_OUTOFMEMORY = 14;
    private static final int ERROR_CRC = 23;
    private static final int ERROR_GEN_FAILURE = 31;
    private static final int ERROR_SWAPERROR = 999;
    private static final int ERROR_NOT_ENOUGH_QUOTA = 1816;

    private static final Map<Integer, Integer> CODES = new HashMap<>();

    static {
        map(0, NtStatus.SUCCESS);
        map(Win32Constants.ERROR_FILE_NOT_FOUND, NtStatus.NO_SUCH_FILE, NtStatus.OBJECT_NAME_NOT_FOUND);
        map(Win32Constants.ERROR_PATH_NOT_FOUND, NtStatus.OBJECT_PATH_NOT_FOUND);
        map(Win32Constants.ERROR_ACCESS_DENIED, NtStatus.ACCESS_DENIED, NtStatus.ALREADY_COMMITTED,
                NtStatus.INVALID_VIEW_SIZE, NtStatus.DELETE_PENDING, NtStatus.CANNOT_DELETE, NtStatus.FILE_DELETED,
                NtStatus.PROCESS_IS_TERMINATING);
        map(Win32Constants.ERROR_INVALID_HANDLE, NtStatus.INVALID_HANDLE, NtStatus.OBJECT_TYPE_MISMATCH);
        map(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, NtStatus.NO_MEMORY, NtStatus.SECTION_TOO_BIG);
        map(ERROR_OUTOFMEMORY, NtStatus.SECTION_NOT_EXTENDED);
        map(ERROR_CRC, NtStatus.DEVICE_DATA_ERROR);
        // The table of ntdll has the status itself there, as Wine's has.
        map(NtStatus.PARITY_ERROR, NtStatus.PARITY_ERROR);
        map(Win32Constants.ERROR_NOT_SUPPORTED, NtStatus.NOT_SUPPORTED);
        map(ERROR_SWAPERROR, NtStatus.IN_PAGE_ERROR);
        map(ERROR_GEN_FAILURE, NtStatus.UNSUCCESSFUL);
        map(Win32Constants.ERROR_SHARING_VIOLATION, NtStatus.SHARING_VIOLATION);
        map(Win32Constants.ERROR_HANDLE_EOF, NtStatus.END_OF_FILE);
        map(Win32Constants.ERROR_INVALID_PARAMETER, NtStatus.INVALID_PARAMETER, NtStatus.INVALID_PARAMETER_1,
                NtStatus.INVALID_PARAMETER_2, NtStatus.INVALID_PARAMETER_3, NtStatus.INVALID_PARAMETER_4,
                NtStatus.INVALID_PARAMETER_5, NtStatus.INVALID_PARAMETER_6, NtStatus.INVALID_PARAMETER_7,
                NtStatus.INVALID_PARAMETER_8, NtStatus.INVALID_PARAMETER_9, NtStatus.INVALID_PARAMETER_MIX,
                NtStatus.INVALID_PAGE_PROTECTION, NtStatus.UNABLE_TO_FREE_VM, NtStatus.UNABLE_TO_DELETE_SECTION,
                NtStatus.SECTION_PROTECTION, NtStatus.SECTION_NOT_IMAGE, NtStatus.BAD_WORKING_SET_LIMIT,
                NtStatus.INCOMPATIBLE_FILE_MAP);
        map(Win32Constants.ERROR_DISK_FULL, NtStatus.DISK_FULL);
        map(Win32Constants.ERROR_INSUFFICIENT_BUFFER, NtStatus.BUFFER_TOO_SMALL);
        map(Win32Constants.ERROR_INVALID_NAME, NtStatus.OBJECT_NAME_INVALID);
        map(Win32Constants.ERROR_NOT_LOCKED, NtStatus.NOT_LOCKED);
        map(Win32Constants.ERROR_ALREADY_EXISTS, NtStatus.OBJECT_NAME_COLLISION);
        map(Win32Constants.ERROR_BAD_EXE_FORMAT, NtStatus.INVALID_IMAGE_FORMAT, NtStatus.INVALID_FILE_FOR_SECTION,
                NtStatus.INVALID_IMAGE_NOT_MZ, NtStatus.INVALID_IMAGE_PROTECT, NtStatus.INVALID_IMAGE_NE_FORMAT,
                NtStatus.INVALID_IMAGE_LE_FORMAT, NtStatus.INVALID_IMAGE_WIN_64);
        map(Win32Constants.ERROR_PARTIAL_COPY, NtStatus.PARTIAL_COPY);
        map(Win32Constants.ERROR_INVALID_ADDRESS, NtStatus.CONFLICTING_ADDRESSES, NtStatus.NOT_MAPPED_VIEW,
                NtStatus.NOT_COMMITTED, NtStatus.UNABLE_TO_DECOMMIT_VM, NtStatus.MEMORY_NOT_ALLOCATED,
                NtStatus.FREE_VM_NOT_AT_BASE);
        map(Win32Constants.ERROR_NOACCESS, NtStatus.ACCESS_VIOLATION);
        map(Win32Constants.ERROR_STACK_OVERFLOW, NtStatus.STACK_OVERFLOW);
        map(Win32Constants.ERROR_SWAPERROR, NtStatus.IN_PAGE_ERROR);
        map(Win32Constants.ERROR_FILE_INVALID, NtStatus.MAPPED_FILE_SIZE_ZERO);
        map(Win32Constants.ERROR_MAPPED_ALIGNMENT, NtStatus.MAPPED_ALIGNMENT);
        map(Win32Constants.ERROR_USER_MAPPED_FILE, NtStatus.USER_MAPPED_FILE);
        map(Win32Constants.ERROR_NO_SYSTEM_RESOURCES, NtStatus.INSUFFICIENT_RESOURCES);
        map(Win32Constants.ERROR_WORKING_SET_QUOTA, NtStatus.WORKING_SET_QUOTA);
        map(Win32Constants.ERROR_COMMITMENT_LIMIT, NtStatus.COMMITMENT_LIMIT);
        map(ERROR_NOT_ENOUGH_QUOTA, NtStatus.QUOTA_EXCEEDED);
    }

    private NtStatusToDosError() {
    }

    private static void map(int error, int... statuses) {
        for (int status : statuses) {
            CODES.put(status, error);
        }
    }

    /** The last-error code of a status; {@link #ERROR_MR_MID_NOT_FOUND} for one that has none. */
    public static int of(int status) {
        return CODES.getOrDefault(status, ERROR_MR_MID_NOT_FOUND);
    }
}
