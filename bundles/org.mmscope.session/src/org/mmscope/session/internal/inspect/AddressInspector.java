package org.mmscope.session.internal.inspect;

import java.util.OptionalLong;

import org.mmscope.kernel.view.MachineView;
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

/** {@code !address}: the address space of a process range by range, or the range that holds an address. */
@Inspection(name = "address", debugger = true, needsMemory = true,
        help = "the address space of a process range by range, or the range that holds an address", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS, optional = true) })
final class AddressInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        OptionalLong address = arguments.optionalNumber("ADDRESS");
        return address.isEmpty() ? Answer.of(all(space)) : one(space, address.getAsLong());
    }

    private static Table all(AddressSpace space) {
        Table.Builder table = Table.titled(null).columns("BaseAddr", "EndAddr+1", "RgnSize", "Type", "State",
                "Protect", "Usage");
        for (Region region : Regions.all(space)) {
            table.row(Value.address(region.start()), Value.address(region.end() + 1), Value.hex(region.size()),
                    Value.text(region.type()), Value.text(region.state().name()), Value.text(region.protect()),
                    Value.text(usage(space, region)));
        }
        return table.build();
    }

    private static Answer one(AddressSpace space, long va) {
        Region region = Regions.at(space, va);
        if (region == null) {
            return Answer.of(Lines.of(String.format("%08x lies in system space", va)));
        }
        boolean inVad = region.vad() != null;
        return Answer.of(Fields.titled(null)
                .line("Usage:", Value.text(usage(space, region)))
                .line("Base Address:", Value.address(region.start()))
                .line("End Address:", Value.address(region.end() + 1))
                .line("Region Size:", Value.hex(region.size()))
                .line(new Field("state", "State:", Value.text(region.state().name())))
                .line("Protect:", Value.text(region.protect()))
                .line("Type:", Value.text(region.type()))
                .line("Allocation Base:", inVad ? Value.address(region.vad().start()) : Value.none())
                .line("Allocation Protect:", Value.text(inVad ? region.vad().protection() : ""))
                .build());
    }

    private static String usage(AddressSpace space, Region region) {
        if (region.state() == Region.State.MEM_FREE) {
            return "Free";
        }
        if (region.vad() == null) {
            return region.state() == Region.State.MEM_COMMIT ? "SharedUserData" : "";
        }
        if (region.vad().kind() == VadView.Kind.PHYSICAL) {
            return "UserPhysicalPages";
        }
        if (region.vad().largePages()) {
            return "LargePages";
        }
        return region.vad().controlArea() == 0 ? "Private" : Names.of(space.view(), region.vad().controlArea());
    }
}
