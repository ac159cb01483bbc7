package org.mmscope.session.export;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PoolTagView;
import org.mmscope.kernel.view.PoolView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;

/**
 * Writes a machine as an instance of the Ecore model, object by object in the order of the model. Lists that
 * are the opposites of references are not written; the reader of the document fills them in.
 */
final class XmiMachine {

    private static final String MODEL = "http://www.mmscope.org/model/1.0";
    private static final int STEP = 1 << 12;

    private final MachineView view;
    private final XmlOutput xml;
    private final XmiIds ids;
    private final ProgressSink progress;
    private final long total;
    private long done;

    XmiMachine(MachineView view, XmlOutput xml, ProgressSink progress) {
        this.view = view;
        this.xml = xml;
        this.progress = progress;
        ids = new XmiIds(view);
        total = view.processes().size() + view.segments().size() + 1L + view.pfns().frames() / STEP;
    }

    /** Writes the document. */
    void write() throws IOException {
        MachineDescription machine = view.machine();
        xml.start("mmscope:Machine").attribute("xmi:version", "2.0")
                .attribute("xmlns:xmi", "http://www.omg.org/XMI").attribute("xmlns:mmscope", MODEL)
                .attribute("xmi:id", "machine").attribute("profile", machine.profile())
                .attribute("paging", label(machine.paging())).attribute("physicalPages", machine.physicalPages())
                .attribute("time", machine.time()).attribute("kernelBase", machine.kernelBase())
                .attribute("pfnDatabase", machine.pfnDatabase())
                .attribute("systemPageDirectory", machine.systemPageDirectory());
        XmiProcess processes = new XmiProcess(view, xml, ids);
        for (ProcessView process : view.processes()) {
            processes.write(process);
            step();
        }
        sections();
        files();
        pageLists(view.pageLists());
        counters(view.counters());
        pools();
        pfns(view.pfns());
        xml.end();
    }

    private void step() {
        progress.step(Math.min(++done, total), total);
    }

    private void sections() throws IOException {
        for (SectionView section : view.sections()) {
            start("sections", "section", section.address()).attribute("name", section.name())
                    .attribute("sizeBytes", section.sizeBytes()).attribute("protection", section.protection())
                    .attribute("based", section.based()).attribute("handles", section.handles())
                    .attribute("segment", ids.structure(section.segment())).end();
        }
        for (SegmentView segment : view.segments()) {
            segment(segment);
            step();
        }
        for (ControlAreaView area : view.controlAreas()) {
            controlArea(area);
        }
    }

    private void segment(SegmentView segment) throws IOException {
        start("segments", "k", segment.address()).attribute("totalPtes", segment.totalPtes()).attribute("controlArea",
                ids.structure(segment.controlArea()));
        for (PrototypePteView pte : segment.prototypePtes()) {
            start("prototypePtes", "prototype", pte.address()).attribute("raw", pte.raw())
                    .attribute("kind", pte.kind().label()).attribute("pfn", pte.pfn())
                    .attribute("frame", ids.frame(pte.pfn()))
                    .attribute("subsection", ids.subsectionOf(pte.address())).end();
        }
        xml.end();
    }

    private void controlArea(ControlAreaView area) throws IOException {
        start("controlAreas", "k", area.address()).attribute("kind", label(area.kind()))
                .attribute("segment", ids.structure(area.segment()))
                .attribute("mappedViews", area.mappedViews()).attribute("userReferences", area.userReferences())
                .attribute("sectionReferences", area.sectionReferences())
                .attribute("pfnReferences", area.pfnReferences())
                .attribute("fileObject", ids.structure(area.fileObject()));
        for (SubsectionView part : area.subsections()) {
            start("subsections", "subsection", part.address()).attribute("startingSector", part.startingSector())
                    .attribute("fullSectors", part.fullSectors()).attribute("ptes", part.ptes())
                    .attribute("unusedPtes", part.unusedPtes()).attribute("basePte", part.basePte())
                    .attribute("protection", part.protection()).end();
        }
        xml.end();
    }

    private void files() throws IOException {
        for (FileObjectView file : view.fileObjects()) {
            start("fileObjects", "k", file.address()).attribute("path", file.path())
                    .attribute("sizeBytes", file.sizeBytes()).attribute("cached", file.cached())
                    .attribute("dataControlArea", ids.structure(file.dataControlArea()))
                    .attribute("imageControlArea", ids.structure(file.imageControlArea())).end();
        }
        for (PageFileView file : view.pageFiles()) {
            xml.start("pageFiles").attribute("path", file.path()).attribute("sizePages", file.sizePages())
                    .attribute("usedPages", file.usedPages()).attribute("peakPages", file.peakPages()).end();
        }
    }

    private void pageLists(PageListCounts counts) throws IOException {
        List<Integer> pages = List.of(counts.zeroed(), counts.free(), counts.standby(), counts.modified(),
                counts.modifiedNoWrite(), counts.bad(), counts.active(), counts.transition());
        for (PageLocation location : PageLocation.values()) {
            xml.start("pageLists").attribute("location", location.label())
                    .attribute("pages", pages.get(location.ordinal())).end();
        }
    }

    private void counters(MemoryCounters counters) throws IOException {
        xml.start("counters").attribute("availablePages", counters.availablePages())
                .attribute("commitTotal", counters.commitTotal()).attribute("commitLimit", counters.commitLimit())
                .attribute("commitPeak", counters.commitPeak())
                .attribute("pagedPoolPages", counters.pagedPoolPages())
                .attribute("nonPagedPoolPages", counters.nonPagedPoolPages())
                .attribute("systemCachePages", counters.systemCachePages()).end();
    }

    private void pools() throws IOException {
        for (PoolView pool : view.pools()) {
            xml.start("pools").attribute("kind", pool.kind().label()).attribute("start", pool.start())
                    .attribute("end", pool.end()).attribute("pages", pool.pages());
            for (PoolTagView tag : view.poolTags(pool)) {
                xml.start("tags").attribute("tag", tag.tag()).attribute("blocks", tag.blocks())
                        .attribute("bytes", tag.bytes()).end();
            }
            xml.end();
        }
    }

    private void pfns(PfnTable pfns) throws IOException {
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (ids.listed(pfn)) {
                xml.start("pfns").attribute("xmi:id", ids.frame(pfn)).attribute("pfn", pfn)
                        .attribute("location", pfns.location(pfn).label())
                        .attribute("pteAddress", pfns.pteAddress(pfn)).attribute("shareCount", pfns.shares(pfn))
                        .attribute("referenceCount", pfns.referenceCount(pfn))
                        .attribute("modified", pfns.modified(pfn)).attribute("prototypePte", pfns.prototypePte(pfn))
                        .attribute("originalPte", pfns.originalPte(pfn)).attribute("pteFrame", pfns.pteFrame(pfn))
                        .attribute("u1", pfns.u1(pfn)).attribute("pte", ids.entryOf(pfn)).end();
            }
            if (pfn % STEP == 0) {
                step();
            }
        }
    }

    private XmlOutput start(String feature, String kind, long address) throws IOException {
        return xml.start(feature).attribute("xmi:id", XmiIds.own(kind, address)).attribute("address", address);
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
