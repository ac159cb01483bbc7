package org.mmscope.kernel.section;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.Placement;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/** Puts the parts of the section machinery together. */
public final class Sections {

    private final SystemMemory system;
    private final PteFormat format;
    private final CommitAccounting commit;
    private final PhysicalPages pages;
    private final Events events;
    private final PrototypePages prototypes;
    private final SegmentPtes ptes;
    private final ControlAreas areas;
    private final SegmentWriter writer;
    private final FileObjects files;
    private final ImageAreas images;
    private final BasedSections based;

    public Sections(SystemMemory system, KernelLayout kernel, StructureLayouts layouts, PteFormat format,
            Pool nonPaged, Pool paged, PhysicalPages pages, PageSupply supply, CommitAccounting commit,
            PageFiles pageFiles, PageReads reads, PageWrites writes, FileObjects files, AddressSpace spaces,
            Events events) {
        this.system = system;
        this.format = format;
        this.commit = commit;
        this.pages = pages;
        this.events = events;
        this.files = files;
        based = new BasedSections(system, kernel, layouts);
        SectionLayout layout = new SectionLayout(layouts);
        Subsections subsections = new Subsections(system, format, layout, nonPaged, paged);
        PrototypeReader reader = new PrototypeReader(system, format, layout, subsections, pages, supply, pageFiles,
                reads, files, events);
        writer = new SegmentWriter(system, format, layout, subsections, pages, writes, files);
        prototypes = new PrototypePages(system, format, layout, subsections, pages, pageFiles, reader, writer,
                spaces.vads(), events);
        SegmentPages segmentPages = new SegmentPages(system, format, subsections, pages, pageFiles, reader, writes,
                events);
        DereferencedSegments dereferenced = new DereferencedSegments(system, kernel, layout, subsections,
                segmentPages, writer, files, nonPaged, paged, commit, events);
        SegmentPurge purge = new SegmentPurge(system, format, layout, subsections, pages, reader, writes, events);
        ptes = new SegmentPtes(system, format, layout, subsections, dereferenced, commit, events);
        areas = new ControlAreas(system, format, layout, subsections, ptes, dereferenced, purge, files, nonPaged,
                paged, commit, events);
        images = new ImageAreas(system, format, areas, subsections, writer, files, nonPaged, paged, commit, events);
    }

    public PrototypePages prototypes() {
        return prototypes;
    }

    public ControlAreas areas() {
        return areas;
    }

    /** The views of sections in address spaces. */
    public SectionViews views(AddressSpace spaces, Placement placement, UserPages userPages) {
        return new SectionViews(system, spaces, placement, areas, based, prototypes, writer, userPages, pages,
                commit, events);
    }

    /** The views of sections in the system cache. */
    public SystemCacheViews systemCacheViews(SystemPageTables tables, SystemWorkingSet workingSet) {
        return new SystemCacheViews(system, format, tables, pages, areas, ptes, prototypes, workingSet);
    }

    /** The sections of files that are cached. */
    public CacheSections cacheSections(ObjectManager objects) {
        return new CacheSections(system, objects, areas, files, events);
    }

    /** The section services. */
    public SectionManager manager(ObjectManager objects, HandleTables handles, SectionViews views) {
        return new SectionManager(system, objects, handles, areas, images, files, views, based, events);
    }
}
