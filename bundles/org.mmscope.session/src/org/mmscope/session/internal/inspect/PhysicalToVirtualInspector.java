package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !ptov}: the virtual addresses at which a frame or a physical address is mapped. */
@Inspection(name = "ptov", debugger = true, needsMemory = true,
        help = "the virtual addresses of a frame or physical address; below the number of frames it is a frame",
        arguments = { @Argument(name = "FRAME-OR-PHYSICAL", kind = ArgumentKind.NUMBER),
            @Argument(name = "AS", kind = ArgumentKind.WORD, optional = true, words = { "pfn", "pa" }) })
final class PhysicalToVirtualInspector implements Inspector {

    private static final String NUMBER = "FRAME-OR-PHYSICAL";

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        long number = arguments.number(NUMBER);
        long frames = view.machine().physicalPages();
        boolean isFrame = arguments.word("AS").map("pfn"::equals).orElse(number < frames);
        if (number >= (isFrame ? frames : frames * AddressSpace.PAGE)) {
            throw arguments.refuse(NUMBER, String.format("0x%x lies outside of memory", number), String.format(
                    "a frame below 0x%x or a physical address below 0x%x", frames, frames * AddressSpace.PAGE));
        }
        long physical = isFrame ? number * AddressSpace.PAGE : number;
        return Answer.of(table(view, physical));
    }

    private static Table table(MachineView view, long physical) {
        long offset = physical % AddressSpace.PAGE;
        Table.Builder table = Table.titled(String.format("X86PtoV: phys %08x, pfn %x", physical,
                physical / AddressSpace.PAGE)).columns("Physical", "Virtual Address", "Pid", "Process");
        for (Mapping mapping : Mappings.of(view, (int) (physical / AddressSpace.PAGE))) {
            if (mapping.how() == Mapping.How.VALID || mapping.how() == Mapping.How.LARGE) {
                table.row(Value.physical(physical), Value.address(mapping.va() + offset),
                        Value.count(mapping.process().pid()), Value.process(mapping.process()));
            }
        }
        return table.build();
    }
}
