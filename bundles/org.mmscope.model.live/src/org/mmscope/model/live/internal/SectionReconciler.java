package org.mmscope.model.live.internal;

import java.util.Comparator;
import java.util.List;

import org.eclipse.emf.common.util.ECollections;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.machine.PagingMode;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ControlAreaKind;
import org.mmscope.model.FileObject;
import org.mmscope.model.KernelObject;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.PteKind;
import org.mmscope.model.Section;
import org.mmscope.model.Segment;
import org.mmscope.model.Subsection;
import org.mmscope.model.Vad;

/** Sections, segments with their prototype PTEs, control areas with their subsections, and file objects. */
final class SectionReconciler {

    /** Prototype PTEs of one segment that the model holds at most; a diagram shows far fewer. */
    static final int MAXIMUM_PROTOTYPE_PTES = 4096;

    private static final Comparator<KernelObject> BY_ADDRESS = Comparator.comparingLong(KernelObject::getAddress);
    private static final Comparator<Vad> BY_PROCESS_AND_START = Comparator
            .comparingInt((Vad vad) -> vad.getProcess().getPid()).thenComparingLong(Vad::getStart);

    private final ContainmentReconciler objects;
    private final ChangeLog log;

    SectionReconciler(ContainmentReconciler objects, ChangeLog log) {
        this.objects = objects;
        this.log = log;
    }

    void reconcileParts(MachineView view) {
        for (SegmentView from : view.segments()) {
            objects.reconcile(segment(from.address()).getPrototypePtes(), held(from),
                    p -> Key.of(Literals.PROTOTYPE_PTE, p.address()));
        }
        for (ControlAreaView from : view.controlAreas()) {
            objects.reconcile(controlArea(from.address()).getSubsections(), from.subsections(),
                    s -> Key.of(Literals.SUBSECTION, s.address()));
        }
    }

    void fill(MachineView view) {
        view.sections().forEach(this::fill);
        view.segments().forEach(this::fill);
        int bytes = view.machine().paging() == PagingMode.PAE ? 8 : 4;
        view.controlAreas().forEach(area -> fill(area, bytes));
        view.fileObjects().forEach(this::fill);
    }

    /** Gives the lists that come about as opposites an order that does not depend on history. */
    void sortOpposites(Machine machine) {
        for (Segment segment : machine.getSegments()) {
            ECollections.sort(segment.getSections(), BY_ADDRESS);
        }
        for (ControlArea area : machine.getControlAreas()) {
            ECollections.sort(area.getViews(), BY_PROCESS_AND_START);
            ECollections.sort(area.getDataFiles(), BY_ADDRESS);
            ECollections.sort(area.getImageFiles(), BY_ADDRESS);
        }
    }

    private void fill(SectionView from) {
        Section to = objects.find(Literals.SECTION, from.address(), Section.class);
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.SECTION__NAME, from.name());
        log.set(to, Literals.SECTION__SIZE_BYTES, from.sizeBytes());
        log.set(to, Literals.SECTION__PROTECTION, from.protection());
        log.set(to, Literals.SECTION__BASED, from.based());
        log.set(to, Literals.SECTION__HANDLES, from.handles());
        log.set(to, Literals.SECTION__SEGMENT, segment(from.segment()));
    }

    private void fill(SegmentView from) {
        Segment to = segment(from.address());
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.SEGMENT__TOTAL_PTES, from.totalPtes());
        log.set(to, Literals.SEGMENT__CONTROL_AREA, controlArea(from.controlArea()));
        held(from).forEach(this::fill);
    }

    private void fill(PrototypePteView from) {
        PrototypePte to = objects.find(Literals.PROTOTYPE_PTE, from.address(), PrototypePte.class);
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.PAGE_TABLE_ENTRY__RAW, from.raw());
        log.set(to, Literals.PAGE_TABLE_ENTRY__KIND, PteKind.get(from.kind().ordinal()));
        log.set(to, Literals.PAGE_TABLE_ENTRY__PFN, from.pfn());
    }

    private void fill(ControlAreaView from, int entryBytes) {
        ControlArea to = controlArea(from.address());
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.CONTROL_AREA__KIND, ControlAreaKind.get(from.kind().ordinal()));
        log.set(to, Literals.CONTROL_AREA__MAPPED_VIEWS, from.mappedViews());
        log.set(to, Literals.CONTROL_AREA__USER_REFERENCES, from.userReferences());
        log.set(to, Literals.CONTROL_AREA__SECTION_REFERENCES, from.sectionReferences());
        log.set(to, Literals.CONTROL_AREA__PFN_REFERENCES, from.pfnReferences());
        log.set(to, Literals.CONTROL_AREA__SEGMENT, segment(from.segment()));
        log.set(to, Literals.CONTROL_AREA__FILE_OBJECT,
                objects.find(Literals.FILE_OBJECT, from.fileObject(), FileObject.class));
        from.subsections().forEach(this::fill);
        Segment segment = to.getSegment();
        if (segment != null) {
            segment.getPrototypePtes().forEach(pte -> log.set(pte, Literals.PROTOTYPE_PTE__SUBSECTION,
                    subsection(from, pte.getAddress(), entryBytes)));
        }
    }

    /** The subsection whose array holds the prototype PTE at an address. */
    private Subsection subsection(ControlAreaView area, long address, int entryBytes) {
        return area.subsections().stream()
                .filter(s -> s.basePte() <= address && address < s.basePte() + s.ptes() * entryBytes).findFirst()
                .map(s -> objects.find(Literals.SUBSECTION, s.address(), Subsection.class)).orElse(null);
    }

    private void fill(SubsectionView from) {
        Subsection to = objects.find(Literals.SUBSECTION, from.address(), Subsection.class);
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.SUBSECTION__STARTING_SECTOR, from.startingSector());
        log.set(to, Literals.SUBSECTION__FULL_SECTORS, from.fullSectors());
        log.set(to, Literals.SUBSECTION__PTES, from.ptes());
        log.set(to, Literals.SUBSECTION__UNUSED_PTES, from.unusedPtes());
        log.set(to, Literals.SUBSECTION__BASE_PTE, from.basePte());
        log.set(to, Literals.SUBSECTION__PROTECTION, from.protection());
    }

    private void fill(FileObjectView from) {
        FileObject to = objects.find(Literals.FILE_OBJECT, from.address(), FileObject.class);
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.FILE_OBJECT__PATH, from.path());
        log.set(to, Literals.FILE_OBJECT__SIZE_BYTES, from.sizeBytes());
        log.set(to, Literals.FILE_OBJECT__CACHED, from.cached());
        log.set(to, Literals.FILE_OBJECT__DATA_CONTROL_AREA, controlArea(from.dataControlArea()));
        log.set(to, Literals.FILE_OBJECT__IMAGE_CONTROL_AREA, controlArea(from.imageControlArea()));
    }

    private static List<PrototypePteView> held(SegmentView segment) {
        List<PrototypePteView> made = segment.prototypePtes();
        return made.size() <= MAXIMUM_PROTOTYPE_PTES ? made : made.subList(0, MAXIMUM_PROTOTYPE_PTES);
    }

    private Segment segment(long address) {
        return objects.find(Literals.SEGMENT, address, Segment.class);
    }

    private ControlArea controlArea(long address) {
        return objects.find(Literals.CONTROL_AREA, address, ControlArea.class);
    }
}
