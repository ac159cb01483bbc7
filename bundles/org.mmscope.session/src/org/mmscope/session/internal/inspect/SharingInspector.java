package org.mmscope.session.internal.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;
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

/** What two processes share: the control areas that both have views of, and the frames that both map. */
@Inspection(name = "sharing", needsMemory = true,
        help = "what two processes share: control areas both have views of, frames both map", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "OTHER", kind = ArgumentKind.PROCESS) })
final class SharingInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        ProcessView a = arguments.process("PROCESS");
        ProcessView b = arguments.process("OTHER");
        Table areas = areas(view, a, b);
        Table frames = frames(view, a, b);
        return Answer.of(areas, frames, Fields.titled(null)
                .line(Field.of("Control areas shared:", Value.count(areas.rows().size())),
                        Field.of("Frames shared:", Value.count(
                                frames.rows().stream().map(row -> row.get(0).number()).distinct().count())))
                .build());
    }

    private static Table areas(MachineView view, ProcessView a, ProcessView b) {
        Table.Builder table = Table.titled("Control areas that both have views of").columns("Control area",
                "Name", "In " + a.name(), "In other " + b.name());
        for (ControlAreaView area : view.controlAreas()) {
            String inA = views(a, area);
            String inB = views(b, area);
            if (!inA.isEmpty() && !inB.isEmpty()) {
                table.row(Value.address(area.address()), Value.text(Names.of(view, area)), Value.text(inA),
                        Value.text(inB));
            }
        }
        return table.build();
    }

    private static String views(ProcessView process, ControlAreaView area) {
        return process.vads().stream().filter(vad -> vad.controlArea() == area.address()).map(SharingInspector::range)
                .collect(Collectors.joining(" "));
    }

    private static String range(VadView vad) {
        return String.format("%08x-%08x", vad.start(), vad.end());
    }

    private static Table frames(MachineView view, ProcessView a, ProcessView b) {
        Map<Integer, PteView> inA = new HashMap<>();
        valid(view, a).forEach(pte -> inA.putIfAbsent(pte.pfn(), pte));
        Table.Builder table = Table.titled("Frames that both map").columns("Frame", "In " + a.name(),
                "In other " + b.name(), "Share count");
        for (PteView pte : valid(view, b)) {
            PteView other = inA.get(pte.pfn());
            if (other != null) {
                table.row(Value.frame(pte.pfn()), Value.address(other.page()), Value.address(pte.page()),
                        pte.pfn() < view.pfns().frames() ? Value.count(view.pfns().shareCount(pte.pfn()))
                                : Value.none());
            }
        }
        return table.build();
    }

    private static List<PteView> valid(MachineView view, ProcessView process) {
        return view.ptes(process).stream().filter(pte -> pte.kind() == PteKind.VALID).toList();
    }
}
