package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Value;

/** {@code !pte}: the page directory entry and the page table entry for an address. */
@Inspection(name = "pte", debugger = true, needsMemory = true,
        help = "the page directory entry and the page table entry for an address", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS) })
final class PteInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        long va = arguments.number("ADDRESS");
        Fields.Builder fields = Fields.titled(null).line("VA", Value.address(va));
        List<Field> pde = column("PDE", space, space.window(space.window(va)), space.directory(va));
        List<Field> pte = column("PTE", space, space.window(va), space.table(va));
        for (int i = 0; i < Math.max(pde.size(), pte.size()); i++) {
            fields.line(cell("pde", pde, i), cell("pte", pte, i));
        }
        return Answer.of(fields.build());
    }

    private static Field cell(String prefix, List<Field> column, int row) {
        return row < column.size() ? column.get(row) : new Field(prefix + "Blank" + row, "", Value.text(""));
    }

    private static List<Field> column(String name, AddressSpace space, long address, Entry entry) {
        String prefix = name.toLowerCase(java.util.Locale.ROOT);
        List<Field> column = new ArrayList<>();
        column.add(new Field(prefix + "At", name + " at", Value.address(address)));
        if (entry == null) {
            column.add(new Field(prefix + "Contains", "contains", Value.none()));
            column.add(new Field(prefix + "Kind", "", Value.text("unavailable")));
            return column;
        }
        column.add(new Field(prefix + "Contains", "contains", Value.bits(entry.raw(), space.format().bytes())));
        column.add(new Field(prefix + "Kind", "", Value.text(EntryFields.state(entry))));
        EntryFields.of(space, entry).forEach(field -> column.add(new Field(
                prefix + field.key().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.key().substring(1),
                field.label(), field.value())));
        return column;
    }
}
