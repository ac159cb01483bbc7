package org.mmscope.session.snapshot;

import java.io.IOException;
import java.util.Map;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;

/** Reads section objects, segments and control areas. */
final class SectionJsonReader {

    private static final Map<String, PteKind> PTE_KINDS = JsonNames.table(PteKind.class, JsonNames::of);
    private static final Map<String, ControlAreaView.Kind> KINDS =
            JsonNames.table(ControlAreaView.Kind.class, JsonNames::of);

    private final JsonCursor json;

    SectionJsonReader(JsonCursor json) {
        this.json = json;
    }

    SectionView section() throws IOException {
        JsonObject section = json.object(Map.of(), "address", "name", "sizeBytes", "protection", "based", "segment",
                "handles");
        return new SectionView(section.unsigned32("address"), section.nullableString("name"),
                section.number("sizeBytes"), section.string("protection"), section.bool("based"),
                section.unsigned32("segment"), section.integer("handles"));
    }

    SegmentView segment() throws IOException {
        JsonObject segment = json.object(Map.of("prototypePtes", () -> json.list(this::prototypePte)), "address",
                "controlArea", "totalPtes", "prototypePtes");
        return new SegmentView(segment.unsigned32("address"), segment.unsigned32("controlArea"),
                segment.number("totalPtes"), segment.value("prototypePtes"));
    }

    private PrototypePteView prototypePte() throws IOException {
        JsonObject pte = json.object(Map.of(), "address", "raw", "kind", "pfn");
        return new PrototypePteView(pte.unsigned32("address"), pte.bits("raw"), pte.oneOf("kind", PTE_KINDS),
                (int) pte.nullable("pfn", -1));
    }

    ControlAreaView controlArea() throws IOException {
        JsonObject area = json.object(Map.of("subsections", () -> json.list(this::subsection)), "address", "kind",
                "segment", "fileObject", "mappedViews", "userReferences", "sectionReferences", "pfnReferences",
                "subsections");
        return new ControlAreaView(area.unsigned32("address"), area.oneOf("kind", KINDS), area.unsigned32("segment"),
                area.unsigned32("fileObject"), area.number("mappedViews"), area.number("userReferences"),
                area.number("sectionReferences"), area.number("pfnReferences"), area.value("subsections"));
    }

    private SubsectionView subsection() throws IOException {
        JsonObject subsection = json.object(Map.of(), "address", "startingSector", "fullSectors", "ptes",
                "unusedPtes", "basePte", "protection");
        return new SubsectionView(subsection.unsigned32("address"), subsection.number("startingSector"),
                subsection.number("fullSectors"), subsection.number("ptes"), subsection.number("unusedPtes"),
                subsection.unsigned32("basePte"), subsection.string("protection"));
    }
}
