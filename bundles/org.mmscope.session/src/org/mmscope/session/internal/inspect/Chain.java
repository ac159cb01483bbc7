package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Tree;
import org.mmscope.session.inspect.Value;

/** The links of the chain from a VAD to a byte, as nodes of a tree. */
final class Chain {

    private static final int SECTOR = 512;

    private Chain() {
    }

    /** Adds a VAD with what it maps. */
    static void vad(Tree.Builder parent, AddressSpace space, VadView vad, long va) {
        Tree.Builder node = parent.add(String.format("VAD %08x", vad.address()),
                Field.of("range", Value.text(String.format("%08x-%08x", vad.start(), vad.end()))),
                Field.of("type", Value.text(vad.kind().name().toLowerCase(java.util.Locale.ROOT))),
                Field.of("protection", Value.text(vad.protection())));
        Optional<ControlAreaView> area = Names.controlArea(space.view(), vad.controlArea());
        area.ifPresent(found -> node.add(String.format("Control area %08x", found.address()),
                Field.of("segment", Value.pointer(found.segment())),
                Field.of("name", Value.text(Names.of(space.view(), found)))));
    }

    /** Adds an entry. */
    static Tree.Builder entry(Tree.Builder parent, String name, AddressSpace space, Entry entry) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("contains", Value.bits(entry.raw(), space.format().bytes())));
        fields.add(new Field("state", "", Value.text(EntryFields.state(entry))));
        EntryFields.of(space, entry).stream().filter(field -> !field.key().equals("protect") || hasProtection(entry))
                .forEach(fields::add);
        return parent.add(String.format("%s %08x", name, entry.address()), fields.toArray(Field[]::new));
    }

    private static boolean hasProtection(Entry entry) {
        return entry.kind() != PteKind.DECOMMITTED;
    }

    /** Adds the frame that an entry names, if it names one. */
    static Tree.Builder frame(Tree.Builder parent, AddressSpace space, Entry entry) {
        PfnTable pfns = space.view().pfns();
        if (entry.pfn() < 0 || entry.pfn() >= pfns.frames()) {
            return parent;
        }
        return parent.add("Frame", new Field("frame", "", Value.frame(entry.pfn())),
                Field.of("location", Value.text(pfns.location(entry.pfn()).label())),
                Field.of("share count", shareCount(pfns, entry.pfn())),
                Field.of("prototype", Value.flag(pfns.prototypePte(entry.pfn()))));
    }

    /** The share count of an active page; of one on a list the word holds a link. */
    static Value shareCount(PfnTable pfns, int pfn) {
        return pfns.location(pfn) == PageLocation.ACTIVE ? Value.count(pfns.shareCount(pfn)) : Value.none();
    }

    /** Adds where in its file the page of a prototype PTE is. */
    static void file(Tree.Builder parent, AddressSpace space, VadView vad, long prototype) {
        ControlAreaView area = Names.controlArea(space.view(), vad.controlArea()).orElse(null);
        if (area == null || area.fileObject() == 0) {
            return;
        }
        int bytes = space.format().bytes();
        for (SubsectionView subsection : area.subsections()) {
            long index = (prototype - subsection.basePte()) / bytes;
            if (subsection.basePte() != 0 && prototype >= subsection.basePte() && index < subsection.ptes()) {
                long offset = subsection.startingSector() * SECTOR + index * AddressSpace.PAGE;
                parent.add("File", new Field("path", "", Value.text(Names.of(space.view(), area))),
                        Field.of("offset", Value.hex(offset)),
                        Field.of("subsection", Value.address(subsection.address())));
            }
        }
    }

    /** Adds the byte at an address that is in memory. */
    static void memory(Tree.Builder parent, AddressSpace space, long physical) {
        if (physical >= 0 && physical < space.view().memory().size()) {
            parent.add("Byte", Field.of("physical", Value.physical(physical)),
                    Field.of("value", Value.hex(space.view().memory().read8(physical) & 0xFF)));
        }
    }
}
