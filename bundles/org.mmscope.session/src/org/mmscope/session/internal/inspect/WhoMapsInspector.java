package org.mmscope.session.internal.inspect;

import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** Who maps a frame: every page table entry that names it, and whose it is. */
@Inspection(name = "who-maps", needsMemory = true, help = "every entry that names a frame, and whose the frame is",
        arguments = @Argument(name = "FRAME", kind = ArgumentKind.FRAME))
final class WhoMapsInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        int pfn = (int) arguments.number("FRAME");
        List<Mapping> mappings = Mappings.of(view, pfn);
        Table.Builder table = Table.titled(mappings.isEmpty() ? "No entry of any process names it"
                : null).columns("Pid", "Process", "Virtual Address", "Entry at", "How");
        mappings.forEach(mapping -> table.row(Value.count(mapping.process().pid()), Value.process(mapping.process()),
                Value.address(mapping.va()), Value.address(mapping.entry()), Value.text(mapping.how().toString())));
        return Answer.of(frame(view, pfn), table.build());
    }

    private static Fields frame(MachineView view, int pfn) {
        PfnTable pfns = view.pfns();
        Fields.Builder fields = Fields.titled(String.format("Frame %x", pfn))
                .line(Field.of("Location", Value.text(pfns.location(pfn).label())),
                        Field.of("Share count", Chain.shareCount(pfns, pfn)),
                        Field.of("Reference count", Value.count(pfns.referenceCount(pfn))));
        if (inUse(pfns, pfn)) {
            FrameOwners.Owner owner = new FrameOwners(view).of(pfn);
            if (pfns.prototypePte(pfn)) {
                fields.line("Prototype PTE", Value.address(pfns.pteAddress(pfn)));
            }
            if (pfns.awe(pfn) && owner.process() != null) {
                fields.line("Own page of (AWE)", Value.process(owner.process()));
            }
            if (owner.area() != null) {
                fields.line(Field.of("Control area", Value.address(owner.area().address())),
                        Field.of("Name", Value.text(Names.of(view, owner.area()))));
            }
        }
        return fields.build();
    }

    private static boolean inUse(PfnTable pfns, int pfn) {
        return switch (pfns.location(pfn)) {
            case ZEROED, FREE, BAD -> false;
            default -> true;
        };
    }
}
