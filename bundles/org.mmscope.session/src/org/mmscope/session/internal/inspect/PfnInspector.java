package org.mmscope.session.internal.inspect;

import java.util.List;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.machine.PagingMode;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Value;

/** {@code !pfn}: the page frame number database's entry of a frame. */
@Inspection(name = "pfn", debugger = true, help = "the page frame number database's entry of a frame",
        arguments = @Argument(name = "FRAME", kind = ArgumentKind.FRAME))
final class PfnInspector implements Inspector {

    private static final List<String> LOCATIONS = List.of("Zeroed", "Free", "Standby", "Modified", "ModNoWrite",
            "Bad", "Active", "Trans");
    private static final int PAE_GROWTH = 4;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        PfnTable pfns = view.pfns();
        int pfn = (int) arguments.number("FRAME");
        boolean memory = view.memory().size() > 0;
        PageLocation location = pfns.location(pfn);
        boolean active = location == PageLocation.ACTIVE || location == PageLocation.TRANSITION;
        String flags = (pfns.modified(pfn) ? "M" : "-") + (pfns.prototypePte(pfn) ? "P" : "-");
        int bytes = view.machine().paging() == PagingMode.PAE ? 8 : 4;
        return Answer.of(Fields.titled(title(view, pfn, memory))
                .line(new Field(active ? "u1" : "flink", active ? "flink / ws index" : "flink",
                                memory ? word(pfns.u1(pfn)) : Value.none()),
                        new Field(active ? "shareCount" : "blink", "blink / share count",
                                word(pfns.shareCount(pfn))),
                        Field.of("pteaddress", Value.address(pfns.pteAddress(pfn))))
                .line(Field.of("reference count", Value.hex(pfns.referenceCount(pfn))),
                        Field.of("restore pte", Value.bits(pfns.originalPte(pfn), bytes)),
                        Field.of("containing page", Value.frame(pfns.pteFrame(pfn))))
                .line(new Field("location", "", Value.text(LOCATIONS.get(location.ordinal()))),
                        new Field("flags", "", Value.text(flags)))
                .line(Field.of("Modified", Value.flag(pfns.modified(pfn))),
                        new Field("prototypePte", "Shared (prototype PTE)", Value.flag(pfns.prototypePte(pfn))),
                        new Field("aweAllocation", "A program's own (AWE)", Value.flag(pfns.awe(pfn))))
                .build());
    }

    private static Value word(long value) {
        return new Value(Value.Kind.NUMBER, value, String.format("%08X", value));
    }

    private static String title(MachineView view, int pfn, boolean memory) {
        String title = String.format("PFN %08X", pfn);
        if (!memory) {
            return title;
        }
        int size = KernelImage.of(view).structure("MMPFN").size()
                + (view.machine().paging() == PagingMode.PAE ? PAE_GROWTH : 0);
        return title + String.format(" at address %08X", view.machine().pfnDatabase() + (long) pfn * size);
    }
}
