package org.mmscope.kernel.section;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;

/**
 * The section objects that the cache manager maps its views of (MmCreateSection with a file object, MmExtendSection):
 * they are in no handle, and no user's references.
 */
public final class CacheSections {

    private final SystemMemory system;
    private final ObjectManager objects;
    private final ControlAreas areas;
    private final SectionLayout layout;
    private final FileObjects files;
    private final Events events;

    CacheSections(SystemMemory system, ObjectManager objects, ControlAreas areas, FileObjects files, Events events) {
        this.system = system;
        this.objects = objects;
        this.areas = areas;
        layout = areas.layout();
        this.files = files;
        this.events = events;
    }

    /** Creates a section of a file object's file with one reference; 0 without pool. */
    public int create(int fileObject) {
        int area = areas.ofFile(fileObject);
        if (area == 0) {
            return 0;
        }
        int body = objects.create(ObjectType.SECTION, SectionLayout.SECTION_SIZE, true);
        if (body == 0) {
            areas.checkDeletion(area);
            return 0;
        }
        system.write32(body + layout.sectionSegment, areas.segment(area));
        system.write64(body + SectionLayout.SIZE_OF_SECTION, files.size(fileObject));
        system.write32(body + SectionLayout.SECTION_FLAGS, areas.get(area, layout.areaFlags));
        system.write32(body + SectionLayout.SECTION_PROTECTION, MemoryConstants.PAGE_READWRITE);
        areas.add(area, layout.sectionReferences, 1);
        if (events.wanted()) {
            events.emit(new SectionEvent(SectionEvent.Change.SECTION_CREATED, body));
        }
        return body;
    }

    /** Makes a section as large as its file; false without pool. */
    public boolean extend(int body) {
        int fileObject = areas.fileObject(controlArea(body));
        if (areas.ofFile(fileObject) == 0) {
            return false;
        }
        system.write64(body + SectionLayout.SIZE_OF_SECTION, files.size(fileObject));
        return true;
    }

    /** Lets a section go. */
    public void delete(int body) {
        objects.dereference(body);
    }

    /** The control area of a section. */
    public int controlArea(int body) {
        return system.read32(system.read32(body + layout.sectionSegment) + layout.segmentArea);
    }
}
