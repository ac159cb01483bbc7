package org.mmscope.kernel.io;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.FileServices;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.LongHolder;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.cache.CacheManager;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.section.ControlAreas;

/** The file services over file objects and the cache of their files. */
public final class FileManager implements FileServices, ObjectManager.TypeProcedures {

    private static final int READ_DATA = MemoryConstants.FILE_READ_DATA;
    private static final int WRITE_DATA = MemoryConstants.FILE_WRITE_DATA;

    private final SystemMemory system;
    private final HandleTables handles;
    private final ObjectManager objects;
    private final Volume volume;
    private final FileObjects files;
    private final ShareAccess sharing;
    private final CacheManager cache;
    private final ControlAreas areas;
    private final int readAccess;
    private final int sharedRead;
    /** Why {@link #file} gave nothing. */
    private int refusal;

    public FileManager(SystemMemory system, HandleTables handles, ObjectManager objects, Volume volume,
            FileObjects files, ControlAreas areas, CacheManager cache) {
        this.system = system;
        this.handles = handles;
        this.objects = objects;
        this.volume = volume;
        this.files = files;
        this.areas = areas;
        sharing = new ShareAccess(system);
        this.cache = cache;
        readAccess = files.layout().offset("ReadAccess");
        sharedRead = files.layout().offset("SharedRead");
        objects.procedures(ObjectType.FILE, this);
    }

    @Override
    public int create(EProcess process, FileRequest request, IntHolder handle, IntHolder information) {
        VolumeFile file = volume.file(request.path());
        int control = file == null ? 0 : files.find(file.id());
        int status = control != 0 && files.isDeletePending(control) ? NtStatus.DELETE_PENDING
                : checkExistence(request, file);
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        int access = specific(request.desiredAccess());
        int wanted = ShareAccess.wanted(access);
        if (control != 0 && !sharing.agrees(files.shareAccess(control), wanted, request.shareAccess())) {
            return NtStatus.SHARING_VIOLATION;
        }
        information.value = file == null ? MemoryConstants.FILE_CREATED : MemoryConstants.FILE_OPENED;
        boolean made = file == null;
        int body = files.create(made ? volume.addFile(request.path(), 0, FileSource.ZERO) : file);
        if (body == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        if ((access & (WRITE_DATA | MemoryConstants.FILE_APPEND_DATA)) != 0 && !areas.purgeImage(body)) {
            objects.dereference(body);
            return NtStatus.SHARING_VIOLATION;
        }
        sharing.count(files.shareAccess(files.controlBlock(body)), wanted, request.shareAccess(), 1);
        files.countOpen(body, 1);
        note(body, wanted, request.shareAccess());
        status = made ? NtStatus.SUCCESS : overwrite(request, body, information);
        return status == NtStatus.SUCCESS ? open((ProcessObject) process, body, access, handle)
                : undo(body, status);
    }

    private int checkExistence(FileRequest request, VolumeFile file) {
        int disposition = request.disposition();
        if (!request.path().matches("[A-Za-z]:\\\\[^\\\\/:*?\"<>|]+(\\\\[^\\\\/:*?\"<>|]+)*")) {
            return NtStatus.OBJECT_NAME_INVALID;
        }
        if (file == null && !volume.isFolder(request.path().substring(0, request.path().lastIndexOf('\\')))) {
            return NtStatus.OBJECT_PATH_NOT_FOUND;
        }
        if (volume.isFolder(request.path())) {
            return NtStatus.ACCESS_DENIED;
        }
        boolean mustExist =
                disposition == MemoryConstants.FILE_OPEN || disposition == MemoryConstants.FILE_OVERWRITE;
        if (file == null && mustExist) {
            return NtStatus.OBJECT_NAME_NOT_FOUND;
        }
        return file != null && disposition == MemoryConstants.FILE_CREATE ? NtStatus.OBJECT_NAME_COLLISION
                : NtStatus.SUCCESS;
    }

    /** The rights of files that generic rights stand for. */
    private static int specific(int access) {
        int rights = access & 0x0FFFFFFF;
        if ((access & (MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_ALL)) != 0) {
            rights |= READ_DATA;
        }
        if ((access & (MemoryConstants.GENERIC_WRITE | MemoryConstants.GENERIC_ALL)) != 0) {
            rights |= WRITE_DATA | MemoryConstants.FILE_APPEND_DATA;
        }
        if ((access & (MemoryConstants.GENERIC_EXECUTE | MemoryConstants.GENERIC_ALL)) != 0) {
            rights |= MemoryConstants.FILE_EXECUTE;
        }
        return (access & MemoryConstants.GENERIC_ALL) != 0 ? rights | MemoryConstants.DELETE : rights;
    }

    private void note(int body, int wanted, int shared) {
        for (int i = 0; i < 3; i++) {
            system.write8(body + readAccess + i, wanted >>> i & 1);
            system.write8(body + sharedRead + i, shared >>> i & 1);
        }
    }

    private int noted(int field) {
        return system.read8(field) | system.read8(field + 1) << 1 | system.read8(field + 2) << 2;
    }

    private int overwrite(FileRequest request, int body, IntHolder information) {
        int disposition = request.disposition();
        if (disposition == MemoryConstants.FILE_OPEN || disposition == MemoryConstants.FILE_OPEN_IF) {
            return NtStatus.SUCCESS;
        }
        information.value = disposition == MemoryConstants.FILE_SUPERSEDE ? MemoryConstants.FILE_SUPERSEDED
                : MemoryConstants.FILE_OVERWRITTEN;
        return truncate(body, 0);
    }

    private int truncate(int body, long size) {
        if (!areas.mayBeTruncated(body)) {
            return NtStatus.USER_MAPPED_FILE;
        }
        cut(body, size);
        return NtStatus.SUCCESS;
    }

    /** Ends a file; what was stored behind its new end is lost. */
    private void cut(int body, long size) {
        files.setSize(body, size);
        areas.purge(body, size);
    }

    private int open(ProcessObject process, int body, int access, IntHolder handle) {
        handle.value = handles.open(process.objectTable(), body, access);
        if (handle.value == HandleTables.NONE) {
            return undo(body, NtStatus.INSUFFICIENT_RESOURCES);
        }
        objects.dereference(body);
        return NtStatus.SUCCESS;
    }

    private int undo(int body, int status) {
        lastHandleClosed(body);
        objects.dereference(body);
        return status;
    }

    @Override
    public void lastHandleClosed(int body) {
        sharing.count(files.shareAccess(files.controlBlock(body)), noted(body + readAccess),
                noted(body + sharedRead), -1);
        cache.uninitialize(body);
        if (files.countOpen(body, -1) == 0 && files.isDeletePending(files.controlBlock(body))) {
            areas.purge(body, 0);
        }
    }

    @Override
    public void delete(int body) {
        files.delete(body);
    }

    /** The file object of a handle with a right, or 0 with the reason in {@link #refusal}. */
    private int file(EProcess process, int handle, int right) {
        int table = ((ProcessObject) process).objectTable();
        int body = handles.object(table, handle);
        if (body == 0) {
            refusal = NtStatus.INVALID_HANDLE;
        } else if (objects.type(body) != ObjectType.FILE) {
            refusal = NtStatus.OBJECT_TYPE_MISMATCH;
        } else if ((handles.access(table, handle) & right) != right) {
            refusal = NtStatus.ACCESS_DENIED;
        } else {
            return body;
        }
        return 0;
    }

    @Override
    public int read(EProcess process, int handle, long offset, byte[] to, int length, IntHolder bytesRead) {
        bytesRead.value = 0;
        int body = file(process, handle, READ_DATA);
        if (body == 0) {
            return refusal;
        }
        long start = offset == CURRENT_POSITION ? files.position(body) : offset;
        int count = (int) Math.max(0, Math.min(length, files.size(body) - start));
        if (count == 0) {
            return length == 0 ? NtStatus.SUCCESS : NtStatus.END_OF_FILE;
        }
        int status = cache.read(body, start, to, count);
        if (status == NtStatus.SUCCESS) {
            bytesRead.value = count;
            advance(body, offset, start + count);
        }
        return status;
    }

    private void advance(int body, long offset, long position) {
        if (offset == CURRENT_POSITION) {
            files.position(body, position);
        }
    }

    @Override
    public int write(EProcess process, int handle, long offset, byte[] from, int length, IntHolder bytesWritten) {
        bytesWritten.value = 0;
        int body = file(process, handle, WRITE_DATA);
        if (body == 0) {
            return refusal;
        }
        long start = offset == CURRENT_POSITION ? files.position(body) : offset;
        if (start < 0) {
            return NtStatus.INVALID_PARAMETER;
        }
        if (!FileObjects.fits(start + length)) {
            return NtStatus.DISK_FULL;
        }
        long size = files.size(body);
        if (length > 0 && start + length > size) {
            files.setSize(body, start + length);
        }
        int status = length == 0 ? NtStatus.SUCCESS : cache.write(body, start, from, length);
        if (status == NtStatus.SUCCESS) {
            bytesWritten.value = length;
            advance(body, offset, start + length);
        } else if (size < files.size(body)) {
            cut(body, size);
        }
        return status;
    }

    @Override
    public int querySize(EProcess process, int handle, LongHolder size) {
        int body = file(process, handle, 0);
        if (body == 0) {
            return refusal;
        }
        size.value = files.size(body);
        return NtStatus.SUCCESS;
    }

    @Override
    public int queryPosition(EProcess process, int handle, LongHolder position) {
        int body = file(process, handle, 0);
        if (body == 0) {
            return refusal;
        }
        position.value = files.position(body);
        return NtStatus.SUCCESS;
    }

    @Override
    public int setPosition(EProcess process, int handle, long position) {
        int body = file(process, handle, 0);
        if (body == 0) {
            return refusal;
        }
        if (position < 0) {
            return NtStatus.INVALID_PARAMETER;
        }
        files.position(body, position);
        return NtStatus.SUCCESS;
    }

    @Override
    public int setEndOfFile(EProcess process, int handle, long size) {
        int body = file(process, handle, WRITE_DATA);
        if (body == 0) {
            return refusal;
        }
        if (!FileObjects.fits(size)) {
            return size < 0 ? NtStatus.INVALID_PARAMETER : NtStatus.DISK_FULL;
        }
        if (size >= files.size(body)) {
            files.setSize(body, size);
            return NtStatus.SUCCESS;
        }
        return truncate(body, size);
    }

    @Override
    public int flush(EProcess process, int handle) {
        int body = file(process, handle, WRITE_DATA);
        if (body == 0) {
            return refusal;
        }
        return cache.flush(body);
    }

    @Override
    public int delete(EProcess process, String path) {
        VolumeFile file = volume.file(path);
        if (file == null) {
            return checkExistence(new FileRequest(path, 0, 0, MemoryConstants.FILE_OPEN), null);
        }
        int control = files.find(file.id());
        if (control == 0) {
            volume.remove(path);
            return NtStatus.SUCCESS;
        }
        if (files.isDeletePending(control)) {
            return NtStatus.DELETE_PENDING;
        }
        return sharing.agrees(files.shareAccess(control), ShareAccess.wanted(MemoryConstants.DELETE), 7)
                ? deleteOpened(file) : NtStatus.SHARING_VIOLATION;
    }

    /** A file that is open, or has pages in memory, goes with the last of them. */
    private int deleteOpened(VolumeFile file) {
        int body = files.create(file);
        if (body == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        boolean unmapped = areas.mayBeTruncated(body);
        if (unmapped) {
            files.setDeletePending(body);
            if (files.countOpen(body, 0) == 0) {
                areas.purge(body, 0);
            }
        }
        objects.dereference(body);
        return unmapped ? NtStatus.SUCCESS : NtStatus.CANNOT_DELETE;
    }
}
