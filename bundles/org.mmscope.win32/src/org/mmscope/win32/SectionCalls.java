package org.mmscope.win32;


import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.image.ImageRefusal;
import org.mmscope.kernel.process.EProcess;

/** File mapping and handles, as kernel32 of Windows XP SP2 has them. Sizes in bytes. Engine thread only. */
public final class SectionCalls extends CallGroup {

    private static final int SECTION_ATTRIBUTES = MemoryConstants.SEC_FILE | MemoryConstants.SEC_IMAGE
            | MemoryConstants.SEC_RESERVE | MemoryConstants.SEC_COMMIT | MemoryConstants.SEC_NOCACHE;
    private static final int CURRENT_PROCESS = -1;
    private static final int CURRENT_THREAD = -2;
    private static final int STANDARD_RIGHTS_REQUIRED = 0x000F0000;
    /** The view belongs to no file; for FlushViewOfFile that is no failure. */
    private static final int STATUS_NOT_MAPPED_DATA = 0xC0000088;

    SectionCalls(Kernel kernel) {
        super(kernel);
    }

    /**
     * Makes a section object. Gives its handle, or 0; with ERROR_ALREADY_EXISTS the handle of the existing one.
     *
     * @param name its name, null for none
     */
    public CallResult createFileMapping(EProcess caller, int file, int protect, int sizeHigh, int sizeLow,
            String name) {
        enter(caller);
        int attributes = protect & SECTION_ATTRIBUTES;
        int pageProtection = protect ^ attributes;
        int access = sectionAccess(pageProtection);
        if (access == 0) {
            return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
        }
        if (ObjectName.leadsNowhere(name)) {
            return CallResult.failedWith(NtStatus.OBJECT_PATH_NOT_FOUND);
        }
        SectionRequest request = new SectionRequest(ObjectName.inBaseNamedObjects(name), access,
                size(sizeHigh, sizeLow), pageProtection, attributes == 0 ? MemoryConstants.SEC_COMMIT : attributes,
                file == Win32Constants.INVALID_HANDLE_VALUE ? 0 : file);
        IntHolder handle = new IntHolder();
        int status = kernel.sections().create(caller, request, handle);
        if (!NtStatus.success(status)) {
            return refused(status, (attributes & MemoryConstants.SEC_IMAGE) != 0);
        }
        int error = status == NtStatus.OBJECT_NAME_EXISTS ? Win32Constants.ERROR_ALREADY_EXISTS : 0;
        return CallResult.failed(handle.value, error);
    }

    private CallResult refused(int status, boolean image) {
        ImageRefusal refusal = image ? kernel.sections().imageRefusal() : null;
        CallResult failed = CallResult.failedWith(status);
        return refusal == null || refusal.status() != status ? failed : failed.because(refusal.toString());
    }

    /** The access that a new section's handle gets, 0 when the protection is not one for sections. */
    private static int sectionAccess(int pageProtection) {
        int access = STANDARD_RIGHTS_REQUIRED | MemoryConstants.SECTION_QUERY | MemoryConstants.SECTION_MAP_READ;
        return switch (pageProtection) {
            case MemoryConstants.PAGE_READONLY, MemoryConstants.PAGE_WRITECOPY -> access;
            case MemoryConstants.PAGE_READWRITE -> access | MemoryConstants.SECTION_MAP_WRITE;
            case MemoryConstants.PAGE_EXECUTE_READ -> access | MemoryConstants.SECTION_MAP_EXECUTE;
            case MemoryConstants.PAGE_EXECUTE_READWRITE ->
                access | MemoryConstants.SECTION_MAP_WRITE | MemoryConstants.SECTION_MAP_EXECUTE;
            default -> 0;
        };
    }

    /** Opens a named section. Gives its handle, or 0. */
    public CallResult openFileMapping(EProcess caller, int access, String name) {
        enter(caller);
        if (name.isEmpty() || ObjectName.leadsNowhere(name)) {
            return CallResult.failedWith(name.isEmpty() ? NtStatus.OBJECT_TYPE_MISMATCH
                    : NtStatus.OBJECT_PATH_NOT_FOUND);
        }
        IntHolder handle = new IntHolder();
        int sectionAccess = access == Win32Constants.FILE_MAP_COPY ? Win32Constants.FILE_MAP_READ
                : (access & Win32Constants.FILE_MAP_EXECUTE) == 0 ? access
                        : access & ~Win32Constants.FILE_MAP_EXECUTE | MemoryConstants.SECTION_MAP_EXECUTE;
        int status = kernel.sections().open(caller, ObjectName.inBaseNamedObjects(name), sectionAccess, handle);
        return NtStatus.success(status) ? CallResult.of(handle.value) : CallResult.failedWith(status);
    }

    /** Maps a view, at an address when that is not 0 (MapViewOfFileEx). Gives its base, or 0. */
    public CallResult mapViewOfFile(EProcess caller, int mapping, int access, int offsetHigh, int offsetLow, int size,
            int address) {
        enter(caller);
        ViewRequest view = new ViewRequest(address, size(offsetHigh, offsetLow), Integer.toUnsignedLong(size),
                viewProtection(access));
        int status = kernel.sections().mapView(caller, mapping, view);
        return NtStatus.success(status) ? CallResult.of(view.base) : CallResult.failedWith(status);
    }

    private static int viewProtection(int access) {
        boolean execute = (access & Win32Constants.FILE_MAP_EXECUTE) != 0;
        if ((access & ~Win32Constants.FILE_MAP_EXECUTE) == Win32Constants.FILE_MAP_COPY) {
            return execute ? MemoryConstants.PAGE_EXECUTE_WRITECOPY : MemoryConstants.PAGE_WRITECOPY;
        }
        if ((access & Win32Constants.FILE_MAP_WRITE) != 0) {
            return execute ? MemoryConstants.PAGE_EXECUTE_READWRITE : MemoryConstants.PAGE_READWRITE;
        }
        if ((access & Win32Constants.FILE_MAP_READ) != 0) {
            return execute ? MemoryConstants.PAGE_EXECUTE_READ : MemoryConstants.PAGE_READONLY;
        }
        return MemoryConstants.PAGE_NOACCESS;
    }

    /** Takes away the view that an address lies in. */
    public CallResult unmapViewOfFile(EProcess caller, int address) {
        enter(caller);
        int status = kernel.sections().unmapView(caller, address);
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }

    /** Writes the changed pages of a part of a view to its file. */
    public CallResult flushViewOfFile(EProcess caller, int address, int size) {
        enter(caller);
        int status = kernel.sections().flush(caller, new MemoryRange(address, Integer.toUnsignedLong(size)));
        return NtStatus.success(status) || status == STATUS_NOT_MAPPED_DATA ? CallResult.succeeded()
                : CallResult.failedWith(status);
    }

    /** Closes a handle of any kind; to close one that stands for the caller itself has no effect. */
    public CallResult closeHandle(EProcess caller, int handle) {
        enter(caller);
        if (handle == CURRENT_PROCESS || handle == CURRENT_THREAD) {
            return CallResult.succeeded();
        }
        int status = kernel.objects().close(caller, handle);
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }

    private static long size(int high, int low) {
        return (long) high << 32 | Integer.toUnsignedLong(low);
    }
}
