package org.mmscope.kernel.io;

import java.util.function.IntConsumer;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.object.Strings;
import org.mmscope.kernel.pool.Pool;

/**
 * FILE_OBJECTs and the file control blocks that those of one file share: an FSRTL_COMMON_FCB_HEADER, then the
 * SECTION_OBJECT_POINTERS, the id on the volume, the list of all of them, the SHARE_ACCESS, a reference count, the number of
 * file objects with open handles and whether the file is deleted when the last of them is closed.
 */
public final class FileObjects {

    private static final int FCB_SIZE = 0x68;
    private static final int ALLOCATION_SIZE = 0x10;
    private static final int FILE_SIZE = 0x18;
    private static final int VALID_DATA_LENGTH = 0x20;
    private static final int POINTERS = 0x28;
    private static final int SHARED_CACHE_MAP = 4;
    private static final int IMAGE_SECTION = 8;
    private static final int VOLUME_ID = 0x34;
    private static final int LINKS = 0x38;
    private static final int SHARE_ACCESS = 0x40;
    private static final int REFERENCES = 0x5C;
    private static final int OPEN = 0x60;
    private static final int DELETE_PENDING = 0x64;
    private static final int PAGE = 4096;
    private static final int FILE_OBJECT_TYPE = 5;

    private final SystemMemory system;
    private final KernelLayout layout;
    private final Pool nonPaged;
    private final Pool paged;
    private final ObjectManager objects;
    private final Volume volume;
    private final StructureLayout file;
    private final int context;
    private final int pointer;
    private final int name;
    private final int position;
    private final int privateCacheMap;
    private final byte[] buffer = new byte[PAGE];
    private IntConsumer resized = body -> { };

    public FileObjects(SystemMemory system, KernelLayout layout, StructureLayouts layouts, Pool nonPaged, Pool paged,
            ObjectManager objects, Volume volume) {
        this.system = system;
        this.layout = layout;
        this.nonPaged = nonPaged;
        this.paged = paged;
        this.objects = objects;
        this.volume = volume;
        file = layouts.structure("FILE_OBJECT");
        context = file.offset("FsContext");
        pointer = file.offset("SectionObjectPointer");
        name = file.offset("FileName");
        position = file.offset("CurrentByteOffset");
        privateCacheMap = file.offset("PrivateCacheMap");
    }

    /** Makes the list of file control blocks; for the boot. */
    public void boot() {
        ListEntry.initialize(system, layout.address(KernelSymbol.NTFS_FCB_LIST_HEAD));
    }

    /** Makes a file object of a file on the volume; 0 without pool. */
    int create(VolumeFile volumeFile) {
        int control = control(volumeFile);
        int body = control == 0 ? 0 : objects.create(ObjectType.FILE, file.size(), false);
        if (body == 0) {
            return 0;
        }
        system.add32(control + REFERENCES, 1);
        system.write16(body, FILE_OBJECT_TYPE);
        system.write16(body + 2, file.size());
        system.write32(body + context, control);
        system.write32(body + pointer, control + POINTERS);
        String path = volumeFile.path();
        Strings.create(system, paged, body + name, path.startsWith("C:") ? path.substring(2) : path, "IoNm");
        return body;
    }

    private int control(VolumeFile volumeFile) {
        int found = find(volumeFile.id());
        if (found != 0) {
            return found;
        }
        int control = nonPaged.allocate(FCB_SIZE, "Ntff");
        if (control != 0) {
            system.write32(control + VOLUME_ID, volumeFile.id());
            writeSizes(control, volumeFile.size());
            ListEntry.insertTail(system, layout.address(KernelSymbol.NTFS_FCB_LIST_HEAD), control + LINKS);
        }
        return control;
    }

    /** The file control block of a file of the volume that is open, or 0. */
    int find(int volumeId) {
        int head = layout.address(KernelSymbol.NTFS_FCB_LIST_HEAD);
        for (int entry = ListEntry.next(system, head); entry != head; entry = ListEntry.next(system, entry)) {
            if (system.read32(entry - LINKS + VOLUME_ID) == volumeId) {
                return entry - LINKS;
            }
        }
        return 0;
    }

    /** Frees what a file object had; its own memory is the object manager's. */
    void delete(int body) {
        Strings.free(system, paged, body + name);
        int control = control(body);
        if (system.add32(control + REFERENCES, -1) == 0) {
            if (isDeletePending(control)) {
                volume.remove(volumeFile(body).path());
            }
            ListEntry.remove(system, control + LINKS);
            nonPaged.free(control);
        }
    }

    private int control(int body) {
        return system.read32(body + context);
    }

    /** Counts file objects with open handles and gives their number. */
    int countOpen(int body, int delta) {
        return system.add32(control(body) + OPEN, delta);
    }

    /** Whether the file of a file control block goes when it is no longer open. */
    boolean isDeletePending(int control) {
        return system.read32(control + DELETE_PENDING) != 0;
    }

    void setDeletePending(int body) {
        system.write32(control(body) + DELETE_PENDING, 1);
    }

    /** The share access counts of a file control block: OpenCount, Readers, Writers, Deleters, and the shared ones. */
    int shareAccess(int control) {
        return control + SHARE_ACCESS;
    }

    int controlBlock(int body) {
        return control(body);
    }

    StructureLayout layout() {
        return file;
    }

    /** The file on the volume. */
    VolumeFile volumeFile(int body) {
        return volume.file(system.read32(control(body) + VOLUME_ID));
    }

    /** Size of the file in bytes. */
    public long size(int body) {
        return system.read64(control(body) + FILE_SIZE);
    }

    /** Whether there can be a file of so many bytes on the volume. */
    public static boolean fits(long size) {
        return size >= 0 && size <= Volume.CAPACITY;
    }

    /** Cuts or lengthens the file, to a size that {@link #fits}. */
    public void setSize(int body, long size) {
        volumeFile(body).setSize(size);
        writeSizes(control(body), size);
        resized.accept(body);
    }

    /** Sets who is told, by its file object, of a file that has been cut or lengthened. */
    public void resized(IntConsumer listener) {
        resized = listener;
    }

    private void writeSizes(int control, long size) {
        system.write64(control + FILE_SIZE, size);
        system.write64(control + ALLOCATION_SIZE, (size + PAGE - 1) / PAGE * PAGE);
        system.write64(control + VALID_DATA_LENGTH, size);
    }

    /** CurrentByteOffset. */
    long position(int body) {
        return system.read64(body + position);
    }

    void position(int body, long offset) {
        system.write64(body + position, offset);
    }

    /** The data control area of the file, or 0. */
    public int dataSection(int body) {
        return system.read32(control(body) + POINTERS);
    }

    public void dataSection(int body, int area) {
        system.write32(control(body) + POINTERS, area);
    }

    /** The SHARED_CACHE_MAP of the file, or 0. */
    public int sharedCacheMap(int body) {
        return system.read32(control(body) + POINTERS + SHARED_CACHE_MAP);
    }

    /** Sets the SHARED_CACHE_MAP of the file, 0 for none. */
    public void sharedCacheMap(int body, int map) {
        system.write32(control(body) + POINTERS + SHARED_CACHE_MAP, map);
    }

    /** The PRIVATE_CACHE_MAP of a file object, or 0. */
    public int privateCacheMap(int body) {
        return system.read32(body + privateCacheMap);
    }

    /** Sets the PRIVATE_CACHE_MAP of a file object, 0 for none. */
    public void privateCacheMap(int body, int map) {
        system.write32(body + privateCacheMap, map);
    }

    public void reference(int body) {
        objects.reference(body);
    }

    public void dereference(int body) {
        objects.dereference(body);
    }

    /** The image control area of the file, or 0. */
    public int imageSection(int body) {
        return system.read32(control(body) + POINTERS + IMAGE_SECTION);
    }

    public void imageSection(int body, int area) {
        system.write32(control(body) + POINTERS + IMAGE_SECTION, area);
    }

    /** Begins to read bytes of the file; gives when that is done, in 100 ns units. */
    public long beginRead(int body, long offset, long length) {
        return volume.disks().beginRead(Disks.VOLUME, Disks.place(volumeFile(body), offset), length);
    }

    /** Whether bytes of the file cannot be read. */
    public boolean fails(int body, long offset, long length) {
        return volume.disks().fails(Disks.VOLUME, Disks.place(volumeFile(body), offset), length);
    }

    /** When a transfer that ends at a time has only so many bytes left, in 100 ns units. */
    public long arrival(long done, long bytesLeft) {
        return Disks.arrival(done, bytesLeft);
    }

    /** Copies a page into a frame: so many bytes from an offset in the file on, then zeroes. */
    public void copyPage(int body, long offset, int length, int pfn) {
        byte[] page = length == PAGE && offset % PAGE == 0 ? buffer : new byte[PAGE];
        if (page == buffer) {
            volumeFile(body).readCluster(offset / PAGE, page);
        } else {
            copy(body, offset, page, length);
        }
        system.physical().write((long) pfn << 12, page, 0, PAGE);
    }

    /** Reads bytes of the file as it is on the volume, zeroes behind its end, and waits for them. */
    public void read(int body, long offset, byte[] to, int length) {
        volume.disks().read(Disks.VOLUME, Disks.place(volumeFile(body), offset), length);
        copy(body, offset, to, length);
    }

    private void copy(int body, long offset, byte[] to, int length) {
        for (int done = 0; done < length;) {
            int inCluster = (int) ((offset + done) % PAGE);
            int count = Math.min(length - done, PAGE - inCluster);
            volumeFile(body).readCluster((offset + done) / PAGE, buffer);
            System.arraycopy(buffer, inCluster, to, done, count);
            done += count;
        }
    }

    /** Writes a page of the file from a frame, without waiting; false when the disk cannot write it. */
    public boolean writePage(int body, long offset, int pfn) {
        system.physical().read((long) pfn << 12, buffer, 0, PAGE);
        VolumeFile to = volumeFile(body);
        volume.disks().write(Disks.VOLUME, Disks.place(to, offset));
        long bytes = Math.min(PAGE, size(body) - offset);
        if (bytes > 0 && fails(body, offset, bytes)) {
            return false;
        }
        to.writeCluster(offset / PAGE, buffer);
        return true;
    }

    /** When every page written so far is on the volume, in 100 ns units. */
    public long writesDone() {
        return volume.disks().idleAt(Disks.VOLUME);
    }

    /** Waits until every page written is on the volume. */
    public void finishWrites() {
        volume.disks().finish(Disks.VOLUME);
    }
}
