package org.mmscope.win32.loader;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.NtStatusToDosError;
import org.mmscope.win32.Win32Constants;

/** Maps image files into a process (LdrpMapDll). */
final class ImageMapper {

    private final Kernel kernel;
    private final EProcess process;

    ImageMapper(Kernel kernel, EProcess process) {
        this.kernel = kernel;
        this.process = process;
    }

    /** Maps an image where it wants to be or, if that is taken, elsewhere. Gives its base. */
    int map(String path) throws LoaderException {
        IntHolder file = new IntHolder();
        check(kernel.files().create(process, new FileRequest(path,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_EXECUTE,
                MemoryConstants.FILE_SHARE_READ | MemoryConstants.FILE_SHARE_DELETE, MemoryConstants.FILE_OPEN), file,
                new IntHolder()), path);
        IntHolder section = new IntHolder();
        int status = kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, 0,
                MemoryConstants.PAGE_EXECUTE, MemoryConstants.SEC_IMAGE, file.value), section);
        kernel.objects().close(process, file.value);
        if (!NtStatus.success(status) && kernel.sections().imageRefusal() != null) {
            throw new LoaderException(NtStatusToDosError.of(status),
                    path + " is no image: " + kernel.sections().imageRefusal());
        }
        check(status, path);
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_READWRITE);
        status = kernel.sections().mapView(process, section.value, view);
        kernel.objects().close(process, section.value);
        check(status, path);
        return view.base;
    }

    private static void check(int status, String path) throws LoaderException {
        if (!NtStatus.success(status)) {
            boolean missing = status == NtStatus.OBJECT_NAME_NOT_FOUND || status == NtStatus.OBJECT_PATH_NOT_FOUND
                    || status == NtStatus.OBJECT_NAME_INVALID;
            throw new LoaderException(
                    missing ? Win32Constants.ERROR_MOD_NOT_FOUND : NtStatusToDosError.of(status),
                    missing ? "there is no file " + path
                            : String.format("%s cannot be mapped: status 0x%08X", path, status));
        }
    }

    void unmap(int base) {
        kernel.sections().unmapView(process, base);
    }
}
