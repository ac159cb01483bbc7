package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Lines;
import org.mmscope.session.inspect.Tree;

/** The chain of reasons from the VAD through each entry to the byte, or to why there is none. */
@Inspection(name = "explain", needsMemory = true,
        help = "the chain from the VAD through each entry to the byte, or to why there is none", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS) })
final class ExplainInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        long va = arguments.number("ADDRESS");
        VadView vad = space.vad(va);
        Tree.Builder root = Tree.node(String.format("Address %08x of %s", va, space.process().name()));
        if (vad == null) {
            root.add(va < space.systemStart() ? "No VAD" : "System space, which has no VADs");
        } else {
            Chain.vad(root, space, vad, va);
        }
        directory(root, space, vad, va);
        return Answer.of(root.build(), Lines.of(Verdict.of(space, vad, va)));
    }

    private static void directory(Tree.Builder root, AddressSpace space, VadView vad, long va) {
        Entry entry = space.directory(va);
        if (entry == null) {
            root.add("No page directory");
            return;
        }
        Tree.Builder node = Chain.entry(root, "PDE", space, entry);
        if (entry.large()) {
            Chain.memory(node, space, space.tables().physical(va));
            return;
        }
        Entry pte = space.table(va);
        if (pte == null) {
            prototype(node.add("No page table"), space, vad, va);
        } else {
            table(Chain.entry(node, "PTE", space, pte), space, vad, va, pte);
        }
    }

    private static void table(Tree.Builder node, AddressSpace space, VadView vad, long va, Entry pte) {
        if (pte.pfn() >= 0) {
            Chain.memory(Chain.frame(node, space, pte), space, pte.pfn() * AddressSpace.PAGE + va % AddressSpace.PAGE);
        } else if (pte.kind() == PteKind.EMPTY || pte.kind() == PteKind.PROTOTYPE) {
            prototype(node, space, vad, va);
        }
    }

    /** What a view's page is before the process has it. */
    private static void prototype(Tree.Builder parent, AddressSpace space, VadView vad, long va) {
        long address = vad == null || vad.controlArea() == 0 ? 0 : space.prototype(vad, va);
        if (address == 0) {
            return;
        }
        Entry entry = EntryFields.prototypeEntry(space, address);
        Tree.Builder node = Chain.entry(parent, "Prototype PTE", space, entry);
        Tree.Builder frame = Chain.frame(node, space, entry);
        if (entry.pfn() >= 0) {
            Chain.memory(frame, space, entry.pfn() * AddressSpace.PAGE + va % AddressSpace.PAGE);
        }
        Chain.file(node, space, vad, address);
    }
}
