package org.mmscope.session.internal.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Lines;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !vad}: the virtual address descriptors of a process, or the one that holds an address. */
@Inspection(name = "vad", debugger = true, help = "the virtual address descriptors of a process, or one of them",
        arguments = { @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS, optional = true) })
final class VadInspector implements Inspector {

    private static final long PAGE = AddressSpace.PAGE;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        ProcessView process = arguments.process("PROCESS");
        OptionalLong address = arguments.optionalNumber("ADDRESS");
        return address.isPresent() ? one(view, process, address.getAsLong()) : all(view, process);
    }

    private static Answer all(MachineView view, ProcessView process) {
        Map<Long, Integer> levels = levels(process);
        Table.Builder table = Table.titled(null).columns("VAD", "level", "start", "end", "commit", "type",
                "protection", "name");
        for (VadView vad : process.vads()) {
            table.row(Value.address(vad.address()), Value.count(levels.getOrDefault(vad.address(), 0)),
                    Value.hex(vad.start() / PAGE), Value.hex(vad.end() / PAGE), Value.count(vad.commitCharge()),
                    Value.text(type(vad)), Value.text(protection(vad)),
                    Value.text(vad.controlArea() == 0 ? "" : Names.of(view, vad.controlArea())));
        }
        List<Integer> depths = process.vads().stream().map(vad -> levels.getOrDefault(vad.address(), 0)).toList();
        int sum = depths.stream().mapToInt(Integer::intValue).sum();
        int deepest = depths.stream().mapToInt(Integer::intValue).max().orElse(0);
        return Answer.of(table.build(), Fields.titled(null).line(
                Field.of("Total VADs:", Value.count(depths.size())),
                Field.of("average level:", Value.count(depths.isEmpty() ? 0 : sum / depths.size())),
                Field.of("maximum depth:", Value.count(deepest))).build());
    }

    /** The level of each VAD in the tree, 0 for the root. */
    private static Map<Long, Integer> levels(ProcessView process) {
        Map<Long, VadView> byAddress = process.vads().stream()
                .collect(Collectors.toMap(VadView::address, Function.identity(), (one, other) -> one));
        Map<Long, Integer> levels = new HashMap<>();
        Deque<VadView> open = new ArrayDeque<>();
        place(byAddress.get(process.vadRoot()), 0, levels, open);
        while (!open.isEmpty()) {
            VadView vad = open.pop();
            int below = levels.get(vad.address()) + 1;
            place(byAddress.get(vad.left()), below, levels, open);
            place(byAddress.get(vad.right()), below, levels, open);
        }
        return levels;
    }

    private static void place(VadView vad, int level, Map<Long, Integer> levels, Deque<VadView> open) {
        if (vad != null && levels.putIfAbsent(vad.address(), level) == null) {
            open.push(vad);
        }
    }

    private static Answer one(MachineView view, ProcessView process, long address) {
        VadView vad = process.vads().stream()
                .filter(one -> one.address() == address || one.start() <= address && address <= one.end()).findFirst()
                .orElse(null);
        if (vad == null) {
            return Answer.of(Lines.of(String.format("No VAD of %s holds %08x: the address is free", process.name(),
                    address)));
        }
        Fields.Builder fields = Fields.titled(String.format("VAD @ %08x", vad.address()))
                .line(Field.of("Start VPN", Value.hex(vad.start() / PAGE)),
                        Field.of("End VPN", Value.hex(vad.end() / PAGE)),
                        Field.of("Control Area", Value.pointer(vad.controlArea())))
                .line(Field.of("First ProtoPte", Value.pointer(vad.firstPrototypePte())),
                        Field.of("Last PTE", Value.pointer(vad.lastContiguousPte())),
                        Field.of("Commit Charge", Value.count(vad.commitCharge())))
                .line(Field.of("Parent", Value.pointer(vad.parent())),
                        Field.of("LeftChild", Value.pointer(vad.left())),
                        Field.of("RightChild", Value.pointer(vad.right())))
                .line(Field.of("Type", Value.text(type(vad))), Field.of("Protection", Value.text(protection(vad))));
        if (vad.controlArea() != 0) {
            fields.line("Name", Value.text(Names.of(view, vad.controlArea())));
        }
        return Answer.of(fields.build());
    }

    private static String type(VadView vad) {
        return switch (vad.kind()) {
            case PRIVATE -> vad.largePages() ? "Private Large" : "Private";
            case MAPPED -> "Mapped";
            case IMAGE -> "Mapped  Exe";
            case PHYSICAL -> "Private Phys";
        };
    }

    private static String protection(VadView vad) {
        return vad.protection().replace("PAGE_", "");
    }
}
