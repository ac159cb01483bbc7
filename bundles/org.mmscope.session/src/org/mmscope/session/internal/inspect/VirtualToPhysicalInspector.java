package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;
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

/** {@code !vtop}: the physical address behind a virtual one, as the processor finds it. */
@Inspection(name = "vtop", debugger = true, needsMemory = true,
        help = "the physical address behind a virtual one, and where its entries lie", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS) })
final class VirtualToPhysicalInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        long va = arguments.number("ADDRESS");
        boolean pae = view.machine().paging() == PagingMode.PAE;
        Entry directory = space.directory(va);
        Entry table = directory != null && directory.kind() == PteKind.VALID ? space.table(va) : null;
        List<Field> indexes = new ArrayList<>();
        if (pae) {
            indexes.add(Field.of("Pdpi", Value.hex(va >>> 30)));
        }
        indexes.add(Field.of("Pdi", Value.hex(pae ? va >>> 21 & 0x1FF : va >>> 22)));
        indexes.add(Field.of("Pti", Value.hex(va >>> 12 & (pae ? 0x1FF : 0x3FF))));
        Fields.Builder fields = Fields.titled(String.format("X86VtoP: Virt %08x, pagedir %x%s", va,
                space.process().directoryTableBase(), pae ? ", PAE enabled." : ""))
                .line(indexes.toArray(Field[]::new))
                .line(entry("PDE", space, directory)).line(entry("PTE", space, table));
        result(fields, space, va, directory, table);
        return Answer.of(fields.build());
    }

    private static Field[] entry(String name, AddressSpace space, Entry entry) {
        String prefix = name.toLowerCase(java.util.Locale.ROOT);
        return new Field[] { new Field(prefix, name, entry == null ? Value.none() : Value.physical(entry.physical())),
            new Field(prefix + "Contains", "contains",
                    entry == null ? Value.none() : Value.bits(entry.raw(), space.format().bytes())),
            new Field(prefix + "State", "", Value.text(entry == null ? "unavailable" : EntryFields.state(entry))) };
    }

    private static void result(Fields.Builder fields, AddressSpace space, long va, Entry directory, Entry table) {
        Entry last = table == null ? directory : table;
        if (last == null || last.kind() != PteKind.VALID || table == null && !last.large()) {
            fields.line(new Field("mapped", "Mapped", Value.flag(false)));
            return;
        }
        long physical = space.tables().physical(va);
        fields.line(new Field("mapped", "Mapped", Value.flag(true)),
                new Field("physicalAddress", "phys", Value.physical(physical)),
                Field.of("pfn", Value.frame((int) (physical / AddressSpace.PAGE))));
    }
}
