package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Tree;
import org.mmscope.session.inspect.Value;

/** Why a page is private to a process, or that it is not. */
@Inspection(name = "why-private", needsMemory = true, help = "why a page is private to a process, or that it is not",
        arguments = { @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS) })
final class WhyPrivateInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        long va = arguments.number("ADDRESS");
        VadView vad = space.vad(va);
        PageHistory.Verdict verdict = PageHistory.of(space, vad, va);
        boolean isPrivate = verdict == PageHistory.Verdict.ALLOCATED || verdict == PageHistory.Verdict.COPIED;
        Tree.Builder root = Tree.node(String.format("Page %08x of %s", va & -AddressSpace.PAGE,
                space.process().name()), Field.of("private", Value.flag(isPrivate)),
                Field.of("because", Value.text(reason(verdict, vad))));
        if (vad != null) {
            Chain.vad(root, space, vad, va);
        }
        Entry pte = space.table(va);
        if (pte != null && pte.kind() != PteKind.EMPTY) {
            Chain.frame(Chain.entry(root, "PTE", space, pte), space, pte);
        }
        if (vad != null && vad.controlArea() != 0) {
            prototype(root, space, vad, va);
        }
        return Answer.of(root.build());
    }

    private static String reason(PageHistory.Verdict verdict, VadView vad) {
        return switch (verdict) {
            case FREE -> "no VAD holds the address: there is no page";
            case ALLOCATED -> "its VAD is of private memory: the process allocated it, no section is behind it";
            case COPIED -> "the process wrote to a copy-on-write page of the section and got a copy of its own";
            case SHARED -> vad.protection().contains("WRITECOPY")
                    ? "it is the section's page, the same for all; a store will make a private copy"
                    : "it is the section's page, the same for all; a store is seen by all";
            case NONE -> "its view maps no committed page of the section there";
        };
    }

    private static void prototype(Tree.Builder root, AddressSpace space, VadView vad, long va) {
        long address = space.prototype(vad, va);
        if (address != 0) {
            Entry entry = EntryFields.prototypeEntry(space, address);
            Chain.frame(Chain.entry(root, "Prototype PTE (the section's page)", space, entry), space, entry);
        }
    }
}
