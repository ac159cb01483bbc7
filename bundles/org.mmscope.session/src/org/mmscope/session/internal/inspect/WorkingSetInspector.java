package org.mmscope.session.internal.inspect;

import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.WorkingSetEntryView;
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

/** {@code !wsle}: the working-set list of a process. */
@Inspection(name = "wsle", debugger = true, needsMemory = true, help = "the working-set list of a process",
        arguments = @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS))
final class WorkingSetInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        WorkingSetEntries list = new WorkingSetEntries(space);
        return Answer.of(header(list), entries(space, list.used()));
    }

    private static Fields header(WorkingSetEntries list) {
        return Fields.titled(String.format("Working Set @ %08x", list.address()))
                .line(field(list, "FirstFree"), field(list, "FirstDynamic"))
                .line(field(list, "LastEntry"), field(list, "NextSlot"),
                        new Field("lastInitialized", "LastInitialized", Value.hex(list.field("LastInitializedWsle"))))
                .line(new Field("nonDirect", "NonDirect", Value.hex(list.field("NonDirectCount"))),
                        field(list, "HashTable"), field(list, "HashTableSize"))
                .build();
    }

    private static Field field(WorkingSetEntries list, String name) {
        return Field.of(name, Value.hex(list.field(name)));
    }

    static Table entries(AddressSpace space, List<WorkingSetEntryView> used) {
        Table.Builder table = Table.titled(null).columns("Index", "Virtual Address", "Age", "Locked",
                "ReferenceCount", "Frame", "Direct", "Hashed");
        for (WorkingSetEntryView entry : used) {
            Entry pte = space.table(entry.page());
            int pfn = pte == null || pte.kind() != PteKind.VALID ? -1 : pte.pfn();
            boolean known = pfn >= 0 && pfn < space.view().pfns().frames();
            table.row(Value.hex(entry.index()), Value.address(entry.page()), Value.count(entry.age()),
                    Value.flag(entry.locked()),
                    known ? Value.count(space.view().pfns().referenceCount(pfn)) : Value.none(), Value.frame(pfn),
                    Value.flag(entry.direct()), Value.flag(entry.hashed()));
        }
        return table.build();
    }
}
