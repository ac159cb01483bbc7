package org.mmscope.session.snapshot;

import java.io.IOException;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;

/** Writes section objects, segments and control areas. */
final class SectionJson {

    private final JsonFields json;

    SectionJson(JsonFields json) {
        this.json = json;
    }

    void write(MachineView view) throws IOException {
        json.list("sections", view.sections(), this::section);
        json.list("segments", view.segments(), this::segment);
        json.list("controlAreas", view.controlAreas(), this::controlArea);
    }

    private void section(SectionView section) throws IOException {
        json.field("address", section.address());
        json.field("name", section.name());
        json.field("sizeBytes", section.sizeBytes());
        json.field("protection", section.protection());
        json.field("based", section.based());
        json.field("segment", section.segment());
        json.field("handles", section.handles());
    }

    private void segment(SegmentView segment) throws IOException {
        json.field("address", segment.address());
        json.field("controlArea", segment.controlArea());
        json.field("totalPtes", segment.totalPtes());
        json.list("prototypePtes", segment.prototypePtes(), this::prototypePte);
    }

    private void prototypePte(PrototypePteView pte) throws IOException {
        json.field("address", pte.address());
        json.unsigned("raw", pte.raw());
        json.field("kind", JsonNames.of(pte.kind()));
        json.nullable("pfn", pte.pfn(), -1);
    }

    private void controlArea(ControlAreaView area) throws IOException {
        json.field("address", area.address());
        json.field("kind", JsonNames.of(area.kind()));
        json.field("segment", area.segment());
        json.field("fileObject", area.fileObject());
        json.field("mappedViews", area.mappedViews());
        json.field("userReferences", area.userReferences());
        json.field("sectionReferences", area.sectionReferences());
        json.field("pfnReferences", area.pfnReferences());
        json.list("subsections", area.subsections(), this::subsection);
    }

    private void subsection(SubsectionView subsection) throws IOException {
        json.field("address", subsection.address());
        json.field("startingSector", subsection.startingSector());
        json.field("fullSectors", subsection.fullSectors());
        json.field("ptes", subsection.ptes());
        json.field("unusedPtes", subsection.unusedPtes());
        json.field("basePte", subsection.basePte());
        json.field("protection", subsection.protection());
    }
}
