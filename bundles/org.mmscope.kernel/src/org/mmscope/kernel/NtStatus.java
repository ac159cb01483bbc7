package org.mmscope.kernel;

/** NTSTATUS values that the services return, by the names and values of ntstatus.h. */
public final class NtStatus {

    public static final int SUCCESS = 0x00000000;
    public static final int OBJECT_NAME_EXISTS = 0x40000000;
    public static final int IMAGE_NOT_AT_BASE = 0x40000003;
    public static final int GUARD_PAGE_VIOLATION = 0x80000001;
    public static final int PARTIAL_COPY = 0x8000000D;
    public static final int UNSUCCESSFUL = 0xC0000001;
    public static final int ACCESS_VIOLATION = 0xC0000005;
    public static final int IN_PAGE_ERROR = 0xC0000006;
    public static final int INVALID_HANDLE = 0xC0000008;
    public static final int INVALID_PARAMETER = 0xC000000D;
    public static final int NO_SUCH_FILE = 0xC000000F;
    public static final int END_OF_FILE = 0xC0000011;
    public static final int NO_MEMORY = 0xC0000017;
    public static final int CONFLICTING_ADDRESSES = 0xC0000018;
    /** A success: bounds of a working set were put right. */
    public static final int WORKING_SET_LIMIT_RANGE = 0x40000002;
    public static final int NOT_MAPPED_VIEW = 0xC0000019;
    public static final int UNABLE_TO_FREE_VM = 0xC000001A;
    public static final int UNABLE_TO_DELETE_SECTION = 0xC000001B;
    public static final int INVALID_VIEW_SIZE = 0xC000001F;
    public static final int INVALID_FILE_FOR_SECTION = 0xC0000020;
    public static final int ALREADY_COMMITTED = 0xC0000021;
    public static final int ACCESS_DENIED = 0xC0000022;
    public static final int NOT_SUPPORTED = 0xC00000BB;
    public static final int BUFFER_TOO_SMALL = 0xC0000023;
    public static final int OBJECT_TYPE_MISMATCH = 0xC0000024;
    public static final int UNABLE_TO_DECOMMIT_VM = 0xC000002C;
    public static final int NOT_COMMITTED = 0xC000002D;
    public static final int INVALID_PARAMETER_MIX = 0xC0000030;
    public static final int OBJECT_NAME_INVALID = 0xC0000033;
    public static final int OBJECT_NAME_NOT_FOUND = 0xC0000034;
    public static final int OBJECT_NAME_COLLISION = 0xC0000035;
    public static final int OBJECT_PATH_NOT_FOUND = 0xC000003A;
    public static final int SECTION_TOO_BIG = 0xC0000040;
    public static final int SHARING_VIOLATION = 0xC0000043;
    public static final int QUOTA_EXCEEDED = 0xC0000044;
    public static final int INVALID_PAGE_PROTECTION = 0xC0000045;
    public static final int BAD_WORKING_SET_LIMIT = 0xC000004C;
    public static final int INCOMPATIBLE_FILE_MAP = 0xC000004D;
    public static final int SECTION_PROTECTION = 0xC000004E;
    public static final int DELETE_PENDING = 0xC0000056;
    public static final int DISK_FULL = 0xC000007F;
    public static final int SECTION_NOT_IMAGE = 0xC0000049;
    public static final int INVALID_IMAGE_FORMAT = 0xC000007B;
    public static final int INVALID_IMAGE_NE_FORMAT = 0xC000011B;
    public static final int INVALID_IMAGE_LE_FORMAT = 0xC000012E;
    public static final int INVALID_IMAGE_NOT_MZ = 0xC000012F;
    public static final int INVALID_IMAGE_PROTECT = 0xC0000130;
    public static final int INVALID_IMAGE_WIN_64 = 0xC000035A;
    /** A disk cannot read what it is asked for. */
    public static final int PARITY_ERROR = 0xC000002B;
    public static final int DEVICE_DATA_ERROR = 0xC000009C;
    public static final int INSUFFICIENT_RESOURCES = 0xC000009A;
    public static final int MEMORY_NOT_ALLOCATED = 0xC00000A0;
    public static final int WORKING_SET_QUOTA = 0xC00000A1;
    public static final int INVALID_PARAMETER_1 = 0xC00000EF;
    public static final int INVALID_PARAMETER_2 = 0xC00000F0;
    public static final int INVALID_PARAMETER_3 = 0xC00000F1;
    public static final int INVALID_PARAMETER_4 = 0xC00000F2;
    public static final int INVALID_PARAMETER_5 = 0xC00000F3;
    public static final int INVALID_PARAMETER_6 = 0xC00000F4;
    public static final int INVALID_PARAMETER_7 = 0xC00000F5;
    public static final int INVALID_PARAMETER_8 = 0xC00000F6;
    public static final int INVALID_PARAMETER_9 = 0xC00000F7;
    public static final int FREE_VM_NOT_AT_BASE = 0xC000009F;
    public static final int NOT_LOCKED = 0xC000002A;
    public static final int COMMITMENT_LIMIT = 0xC000012D;
    public static final int PROCESS_IS_TERMINATING = 0xC000010A;
    public static final int STACK_OVERFLOW = 0xC00000FD;
    public static final int MAPPED_FILE_SIZE_ZERO = 0xC000011E;
    public static final int CANNOT_DELETE = 0xC0000121;
    public static final int FILE_DELETED = 0xC0000123;
    public static final int MAPPED_ALIGNMENT = 0xC0000220;
    public static final int SECTION_NOT_EXTENDED = 0xC0000087;
    public static final int USER_MAPPED_FILE = 0xC0000243;

    private NtStatus() {
    }

    /** Whether a status is a success or an information (not a warning, not an error). */
    public static boolean success(int status) {
        return status >= 0;
    }
}
