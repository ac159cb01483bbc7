package org.mmscope.kernel.section;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.LongHolder;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.SectionServices;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.image.ImageRefusal;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.vad.VadBitmap;

/** The section services: section objects over control areas, in handles and by name. */
public final class SectionManager implements SectionServices, ObjectManager.TypeProcedures {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final ObjectManager objects;
    private final HandleTables handles;
    private final ControlAreas areas;
    private final ImageAreas images;
    private final SectionLayout layout;
    private final FileObjects files;
    private final SectionViews views;
    private final BasedSections based;
    private final SectionBacking backing;
    private final SectionExtension extension;
    private final Events events;
    private final int[] status = new int[1];

    SectionManager(SystemMemory system, ObjectManager objects, HandleTables handles, ControlAreas areas,
            ImageAreas images, FileObjects files, SectionViews views, BasedSections based, Events events) {
        this.system = system;
        this.objects = objects;
        this.handles = handles;
        this.areas = areas;
        this.images = images;
        layout = areas.layout();
        this.files = files;
        this.views = views;
        this.based = based;
        backing = new SectionBacking(objects, handles, areas, images, files);
        extension = new SectionExtension(system, areas, files);
        this.events = events;
        objects.procedures(ObjectType.SECTION, this);
    }

    @Override
    public int create(EProcess caller, SectionRequest request, IntHolder handle) {
        ProcessObject process = (ProcessObject) caller;
        int refused = SectionRequestCheck.status(request);
        if (refused != NtStatus.SUCCESS) {
            return refused;
        }
        int area = backing.area(process, request);
        if (area == 0) {
            return backing.status();
        }
        int existing = request.name() == null ? 0 : objects.lookup(objects.baseNamedObjects(), request.name());
        if (existing != 0) {
            areas.checkDeletion(area);
            return openExisting(process, existing, request.desiredAccess(), handle);
        }
        int body = objects.create(ObjectType.SECTION, SectionLayout.SECTION_SIZE, true);
        if (body == 0) {
            areas.checkDeletion(area);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        describe(body, area, request);
        if (SectionRequestCheck.isBased(request) && !base(body, area)) {
            objects.dereference(body);
            return NtStatus.NO_MEMORY;
        }
        return insert(process, body, request, handle);
    }

    private int openExisting(ProcessObject process, int existing, int access, IntHolder handle) {
        if (objects.type(existing) != ObjectType.SECTION) {
            return NtStatus.OBJECT_TYPE_MISMATCH;
        }
        handle.value = handles.open(process.objectTable(), existing, access);
        return handle.value == HandleTables.NONE ? NtStatus.INSUFFICIENT_RESOURCES : NtStatus.OBJECT_NAME_EXISTS;
    }

    private void describe(int body, int area, SectionRequest request) {
        system.write32(body + layout.sectionSegment, areas.segment(area));
        system.write64(body + SectionLayout.SIZE_OF_SECTION, size(area, request));
        system.write32(body + SectionLayout.SECTION_FLAGS, areas.get(area, layout.areaFlags));
        system.write32(body + SectionLayout.SECTION_PROTECTION, request.pageProtection());
        system.set(body + SectionLayout.SECTION_FLAGS, layout.userReference, 1);
        areas.add(area, layout.sectionReferences, 1);
        areas.add(area, layout.userReferences, 1);
        tell(SectionEvent.Change.SECTION_CREATED, body);
    }

    /** Bytes of a section: whole pages where there is no file. */
    private long size(int area, SectionRequest request) {
        if (!areas.isFile(area) || areas.isImage(area) && request.maximumSize() == 0) {
            return (long) areas.pages(area) * PAGE;
        }
        return request.maximumSize() != 0 ? request.maximumSize() : files.size(areas.fileObject(area));
    }

    /** Gives a section its address in every process; false when none is left. */
    private boolean base(int body, int area) {
        system.set(body + SectionLayout.SECTION_FLAGS, layout.based, 1);
        boolean placed = based.insert(body, system.read64(body + SectionLayout.SIZE_OF_SECTION));
        if (placed && !areas.isFile(area)) {
            system.set(area + layout.areaFlags, layout.based, 1);
            system.write32(areas.segment(area) + layout.basedAddress, based.base(body));
        }
        return placed;
    }

    private int insert(ProcessObject process, int body, SectionRequest request, IntHolder handle) {
        boolean named = request.name() == null
                || objects.name(body, request.name(), objects.baseNamedObjects());
        handle.value = named ? handles.open(process.objectTable(), body, request.desiredAccess())
                : HandleTables.NONE;
        objects.dereference(body);
        return handle.value == HandleTables.NONE ? NtStatus.INSUFFICIENT_RESOURCES : NtStatus.SUCCESS;
    }

    @Override
    public void delete(int body) {
        int area = system.read32(system.read32(body + layout.sectionSegment) + layout.segmentArea);
        tell(SectionEvent.Change.SECTION_DELETED, body);
        based.remove(body);
        areas.add(area, layout.sectionReferences, -1);
        areas.add(area, layout.userReferences,
                -layout.userReference.in(system.read32(body + SectionLayout.SECTION_FLAGS)));
        areas.checkDeletion(area);
    }

    private void tell(SectionEvent.Change change, int address) {
        if (events.wanted()) {
            events.emit(new SectionEvent(change, address));
        }
    }

    @Override
    public int open(EProcess process, String name, int desiredAccess, IntHolder handle) {
        int existing = objects.lookup(objects.baseNamedObjects(), name);
        if (existing == 0) {
            return NtStatus.OBJECT_NAME_NOT_FOUND;
        }
        int opened = openExisting((ProcessObject) process, existing, desiredAccess, handle);
        return opened == NtStatus.OBJECT_NAME_EXISTS ? NtStatus.SUCCESS : opened;
    }

    @Override
    public int mapView(EProcess caller, int handle, ViewRequest view) {
        int code = Protection.ofPage(view.protect);
        if (code == Protection.INVALID) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        int outside = views.checkPlace(view);
        if (outside != NtStatus.SUCCESS) {
            return outside;
        }
        if ((view.sectionOffset & VadBitmap.GRANULE - 1) != 0 || (view.base & VadBitmap.GRANULE - 1) != 0) {
            return NtStatus.MAPPED_ALIGNMENT;
        }
        ProcessObject process = (ProcessObject) caller;
        int body = section(process, handle, wanted(code));
        return body == 0 ? status[0] : views.map(process, body, view, code);
    }

    /** The section of a handle that has some access, or 0 with the reason in the status. */
    private int section(ProcessObject process, int handle, int access) {
        int table = process.objectTable();
        int body = handles.object(table, handle);
        if (body == 0) {
            status[0] = NtStatus.INVALID_HANDLE;
        } else if (objects.type(body) != ObjectType.SECTION) {
            status[0] = NtStatus.OBJECT_TYPE_MISMATCH;
        } else if ((handles.access(table, handle) & access) != access) {
            status[0] = NtStatus.ACCESS_DENIED;
        } else {
            return body;
        }
        return 0;
    }

    @Override
    public int extend(EProcess process, int handle, LongHolder size) {
        int body = section((ProcessObject) process, handle, MemoryConstants.SECTION_EXTEND_SIZE);
        return body == 0 ? status[0] : extension.extend(body, size);
    }

    @Override
    public ImageRefusal imageRefusal() {
        return images.refusal();
    }

    /** The access to the section that a view of a protection needs (MmMakeSectionAccess); to store implies to read. */
    private static int wanted(int code) {
        int access = Protection.executable(code) ? MemoryConstants.SECTION_MAP_EXECUTE : 0;
        if (Protection.writable(code) && !Protection.copyOnWrite(code)) {
            return access | MemoryConstants.SECTION_MAP_WRITE;
        }
        return Protection.executesOnly(code) ? access : access | MemoryConstants.SECTION_MAP_READ;
    }

    @Override
    public int unmapView(EProcess process, int va) {
        return views.unmap((ProcessObject) process, va);
    }

    @Override
    public int flush(EProcess process, MemoryRange range) {
        return views.flush((ProcessObject) process, range);
    }
}
