package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Part;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !ca}: all control areas, or one with its segment and subsections. */
@Inspection(name = "ca", debugger = true, help = "all control areas, or one with its segment and subsections",
        arguments = @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS, optional = true))
final class ControlAreaInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        OptionalLong address = arguments.optionalNumber("ADDRESS");
        if (address.isEmpty()) {
            return Answer.of(all(view));
        }
        ControlAreaView area = Names.controlArea(view, address.getAsLong())
                .orElseThrow(() -> arguments.refuse("ADDRESS", String.format("there is no control area at 0x%x",
                        address.getAsLong()), "the address of a control area (!ca lists them)"));
        return new Answer(one(view, area));
    }

    private static Table all(MachineView view) {
        Table.Builder table = Table.titled(null).columns("ControlArea", "Kind", "Segment", "Section Ref", "Pfn Ref",
                "Mapped Views", "User Ref", "File Object", "Name");
        for (ControlAreaView area : view.controlAreas()) {
            table.row(Value.address(area.address()), Value.text(kind(area)), Value.pointer(area.segment()),
                    Value.count(area.sectionReferences()), Value.count(area.pfnReferences()),
                    Value.count(area.mappedViews()), Value.count(area.userReferences()),
                    Value.pointer(area.fileObject()), Value.text(Names.of(view, area)));
        }
        return table.build();
    }

    private static List<Part> one(MachineView view, ControlAreaView area) {
        List<Part> parts = new ArrayList<>();
        Fields.Builder fields = Fields.titled(String.format("ControlArea @ %08x", area.address()))
                .line(Field.of("Segment", Value.pointer(area.segment())),
                        Field.of("Section Ref", Value.count(area.sectionReferences())),
                        Field.of("Pfn Ref", Value.count(area.pfnReferences())))
                .line(Field.of("File Object", Value.pointer(area.fileObject())),
                        Field.of("User Ref", Value.count(area.userReferences())),
                        Field.of("Mapped Views", Value.count(area.mappedViews())))
                .line("Kind", Value.text(kind(area)));
        parts.add(fields.line(area.fileObject() == 0 ? "Name" : "File", Value.text(Names.of(view, area))).build());
        view.segments().stream().filter(segment -> segment.address() == area.segment()).findFirst()
                .ifPresent(segment -> parts.add(segment(segment)));
        int number = 1;
        for (SubsectionView subsection : area.subsections()) {
            parts.add(subsection(number++, area, subsection));
        }
        return parts;
    }

    private static Fields segment(SegmentView segment) {
        return Fields.titled(String.format("Segment @ %08x", segment.address()))
                .line(Field.of("ControlArea", Value.pointer(segment.controlArea())),
                        Field.of("Total Ptes", Value.count(segment.totalPtes())),
                        Field.of("SizeOfSegment", Value.hex(segment.totalPtes() * AddressSpace.PAGE)))
                .line(Field.of("Valid Ptes", Value.count(count(segment, PteKind.VALID))),
                        Field.of("Transition Ptes", Value.count(count(segment, PteKind.TRANSITION))),
                        Field.of("PageFile Ptes", Value.count(count(segment, PteKind.PAGE_FILE))))
                .build();
    }

    private static long count(SegmentView segment, PteKind kind) {
        return segment.prototypePtes().stream().map(PrototypePteView::kind).filter(one -> one == kind).count();
    }

    private static Fields subsection(int number, ControlAreaView area, SubsectionView subsection) {
        return Fields.titled(String.format("Subsection %d @ %08x", number, subsection.address()))
                .line(Field.of("ControlArea", Value.pointer(area.address())),
                        Field.of("Starting Sector", Value.hex(subsection.startingSector())),
                        Field.of("Number Of Sectors", Value.hex(subsection.fullSectors())))
                .line(Field.of("Base Pte", Value.pointer(subsection.basePte())),
                        Field.of("Ptes In Subsect", Value.hex(subsection.ptes())),
                        Field.of("Unused Ptes", Value.hex(subsection.unusedPtes())))
                .line("Protection", Value.text(subsection.protection())).build();
    }

    private static String kind(ControlAreaView area) {
        return area.kind().name().toLowerCase(Locale.ROOT);
    }
}
