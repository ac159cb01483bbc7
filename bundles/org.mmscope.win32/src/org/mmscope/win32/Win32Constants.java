package org.mmscope.win32;

/**
 * The constants of the Windows headers (winnt.h, winbase.h, winerror.h) that calls of a scenario take and give. A
 * scenario names them as they are named here; what each means is in the scenario language's catalogue.
 */
public final class Win32Constants {

    // General values
    public static final int NULL = 0;
    public static final int FALSE = 0;
    public static final int TRUE = 1;
    public static final int INVALID_HANDLE_VALUE = 0xFFFFFFFF;
    public static final int INVALID_FILE_SIZE = 0xFFFFFFFF;
    public static final int INVALID_SET_FILE_POINTER = 0xFFFFFFFF;

    // Allocation and free types of VirtualAlloc and VirtualFree
    public static final int MEM_COMMIT = 0x1000;
    public static final int MEM_RESERVE = 0x2000;
    public static final int MEM_DECOMMIT = 0x4000;
    public static final int MEM_RELEASE = 0x8000;
    public static final int MEM_FREE = 0x10000;
    public static final int MEM_PRIVATE = 0x20000;
    public static final int MEM_MAPPED = 0x40000;
    public static final int MEM_RESET = 0x80000;
    public static final int MEM_TOP_DOWN = 0x100000;
    public static final int MEM_WRITE_WATCH = 0x200000;
    public static final int MEM_PHYSICAL = 0x400000;
    public static final int MEM_LARGE_PAGES = 0x20000000;
    public static final int MEM_IMAGE = 0x1000000;

    // Page protections
    public static final int PAGE_NOACCESS = 1;
    public static final int PAGE_READONLY = 2;
    public static final int PAGE_READWRITE = 4;
    public static final int PAGE_WRITECOPY = 8;
    public static final int PAGE_EXECUTE = 0x10;
    public static final int PAGE_EXECUTE_READ = 0x20;
    public static final int PAGE_EXECUTE_READWRITE = 0x40;
    public static final int PAGE_EXECUTE_WRITECOPY = 0x80;
    public static final int PAGE_GUARD = 0x100;
    public static final int PAGE_NOCACHE = 0x200;

    // Attributes of CreateFileMapping, beside the protection
    public static final int SEC_FILE = 0x800000;
    public static final int SEC_IMAGE = 0x1000000;
    public static final int SEC_RESERVE = 0x4000000;
    public static final int SEC_COMMIT = 0x8000000;
    public static final int SEC_NOCACHE = 0x10000000;
    public static final int SEC_BASED = 0x200000;

    // Access to a section and to its views
    public static final int FILE_MAP_COPY = 1;
    public static final int FILE_MAP_WRITE = 2;
    public static final int FILE_MAP_READ = 4;
    public static final int FILE_MAP_ALL_ACCESS = 0xF001F;
    public static final int FILE_MAP_EXECUTE = 0x20;

    // Access to and sharing of files
    public static final int GENERIC_READ = 0x80000000;
    public static final int GENERIC_WRITE = 0x40000000;
    public static final int GENERIC_EXECUTE = 0x20000000;
    public static final int GENERIC_ALL = 0x10000000;
    public static final int FILE_SHARE_READ = 1;
    public static final int FILE_SHARE_WRITE = 2;
    public static final int FILE_SHARE_DELETE = 4;

    // What CreateFile does when the file exists or does not
    public static final int CREATE_NEW = 1;
    public static final int CREATE_ALWAYS = 2;
    public static final int OPEN_EXISTING = 3;
    public static final int OPEN_ALWAYS = 4;
    public static final int TRUNCATE_EXISTING = 5;

    // Where SetFilePointer counts from
    public static final int FILE_BEGIN = 0;
    public static final int FILE_CURRENT = 1;
    public static final int FILE_END = 2;

    // Flags of the heap calls
    public static final int HEAP_NO_SERIALIZE = 1;
    public static final int HEAP_GROWABLE = 2;
    public static final int HEAP_GENERATE_EXCEPTIONS = 4;
    public static final int HEAP_ZERO_MEMORY = 8;
    public static final int HEAP_REALLOC_IN_PLACE_ONLY = 0x10;

    // Last-error codes
    public static final int NO_ERROR = 0;
    public static final int ERROR_SUCCESS = 0;
    public static final int ERROR_INVALID_FUNCTION = 1;
    public static final int ERROR_FILE_NOT_FOUND = 2;
    public static final int ERROR_PATH_NOT_FOUND = 3;
    public static final int ERROR_TOO_MANY_OPEN_FILES = 4;
    public static final int ERROR_ACCESS_DENIED = 5;
    public static final int ERROR_INVALID_HANDLE = 6;
    public static final int ERROR_NOT_ENOUGH_MEMORY = 8;
    public static final int ERROR_NOT_SAME_DEVICE = 17;
    public static final int ERROR_BAD_LENGTH = 24;
    public static final int ERROR_SHARING_VIOLATION = 32;
    public static final int ERROR_LOCK_VIOLATION = 33;
    public static final int ERROR_HANDLE_EOF = 38;
    public static final int ERROR_NOT_SUPPORTED = 50;
    public static final int ERROR_FILE_EXISTS = 80;
    public static final int ERROR_INVALID_PARAMETER = 87;
    public static final int ERROR_DISK_FULL = 112;
    public static final int ERROR_INSUFFICIENT_BUFFER = 122;
    public static final int ERROR_INVALID_NAME = 123;
    public static final int ERROR_MOD_NOT_FOUND = 126;
    public static final int ERROR_PROC_NOT_FOUND = 127;
    public static final int ERROR_NEGATIVE_SEEK = 131;
    public static final int ERROR_BUSY = 170;
    public static final int ERROR_ALREADY_EXISTS = 183;
    public static final int ERROR_BAD_EXE_FORMAT = 193;
    public static final int ERROR_PARTIAL_COPY = 299;
    public static final int ERROR_INVALID_ADDRESS = 487;
    public static final int ERROR_NOACCESS = 998;
    public static final int ERROR_STACK_OVERFLOW = 1001;
    public static final int ERROR_SWAPERROR = 999;
    public static final int ERROR_FILE_INVALID = 1006;
    public static final int ERROR_MAPPED_ALIGNMENT = 1132;
    public static final int ERROR_USER_MAPPED_FILE = 1224;
    public static final int ERROR_WORKING_SET_QUOTA = 1453;
    public static final int ERROR_COMMITMENT_LIMIT = 1455;
    public static final int ERROR_NO_SYSTEM_RESOURCES = 1450;
    public static final int ERROR_NOT_LOCKED = 158;
    public static final int ERROR_PRIVILEGE_NOT_HELD = 1314;

    // Exception codes
    public static final int EXCEPTION_ACCESS_VIOLATION = 0xC0000005;
    public static final int EXCEPTION_GUARD_PAGE = 0x80000001;
    public static final int EXCEPTION_IN_PAGE_ERROR = 0xC0000006;
    public static final int STATUS_ACCESS_VIOLATION = 0xC0000005;
    public static final int STATUS_GUARD_PAGE_VIOLATION = 0x80000001;
    public static final int STATUS_IN_PAGE_ERROR = 0xC0000006;
    public static final int STATUS_STACK_OVERFLOW = 0xC00000FD;
    public static final int STATUS_NO_MEMORY = 0xC0000017;

    private Win32Constants() {
    }
}
