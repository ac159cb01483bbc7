package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Value;

/** What the bits of an entry say, with the debugger's names. */
final class EntryFields {

    private EntryFields() {
    }

    /** The state in a word or two: {@code valid}, or {@code not valid} with what it is instead. */
    static String state(Entry entry) {
        return switch (entry.kind()) {
            case VALID -> entry.large() ? "valid, large page" : "valid";
            case EMPTY -> "not valid, empty";
            default -> "not valid, " + entry.kind().label();
        };
    }

    /** The fields that an entry of its kind has. */
    static List<Field> of(AddressSpace space, Entry entry) {
        PteDecoder format = space.format();
        return switch (entry.kind()) {
            case VALID -> List.of(Field.of("pfn", Value.frame(entry.pfn())),
                    new Field("flags", "", Value.text(PteText.flags(format, entry.raw()))));
            case TRANSITION -> List.of(Field.of("Transition", Value.frame(entry.pfn())), protect(format, entry));
            case PAGE_FILE -> List.of(Field.of("PageFile", Value.count(format.pageFile(entry.raw()))),
                    Field.of("Offset", Value.hex(format.pageFileOffset(entry.raw()))), protect(format, entry));
            case PROTOTYPE -> prototype(space, entry);
            case SUBSECTION, DEMAND_ZERO, NO_ACCESS, DECOMMITTED -> List.of(protect(format, entry));
            case EMPTY -> List.of();
        };
    }

    private static List<Field> prototype(AddressSpace space, Entry entry) {
        List<Field> fields = new ArrayList<>();
        if (space.format().lookedUpInVad(entry.raw())) {
            fields.add(Field.of("Proto", Value.text("VAD")));
            fields.add(protect(space.format(), entry));
        } else {
            fields.add(Field.of("Proto", Value.address(address(space, entry.raw()))));
        }
        return fields;
    }

    /** The prototype PTE whose address an entry of a process holds. */
    static long address(AddressSpace space, long raw) {
        return space.format().prototypeAddress(raw, space.image().global("MmPagedPoolStart"));
    }

    private static Field protect(PteDecoder format, Entry entry) {
        return Field.of("Protect", Value.text(PteText.protect(format.protection(entry.raw()))));
    }

    /** A prototype PTE as an entry: one of a segment whose bits mean something else than in a page table. */
    static Entry prototypeEntry(AddressSpace space, long address) {
        long raw = space.image().pte(address);
        PteKind kind = space.format().prototypeKind(raw);
        return new Entry(address, space.image().system().physical(address), raw, kind,
                space.format().frame(raw, kind), false);
    }
}
