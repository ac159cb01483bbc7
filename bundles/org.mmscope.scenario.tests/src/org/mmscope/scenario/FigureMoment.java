package org.mmscope.scenario;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SegmentView;

/** The machine at a snapshot of a figure, and what the checks of figures ask of it. */
record FigureMoment(MachineView view) {

    ControlAreaView onlyArea() {
        if (view.controlAreas().size() != 1) {
            throw new AssertionError("not one control area: " + view.controlAreas());
        }
        return view.controlAreas().getFirst();
    }

    ProcessView process(String name) {
        return view.processes().stream().filter(process -> process.name().equals(name)).findFirst().orElseThrow();
    }

    /** The PTE of an address, null where there is none or it is empty. */
    PteView pte(String process, long va) {
        return view.ptes(process(process)).stream().filter(pte -> pte.page() == va).findFirst().orElse(null);
    }

    /** What the directory's entry of an address is, where the directory is in memory. */
    PteKind directoryEntry(String process, long va) {
        KernelImage image = new KernelImage(view.memory(), view.machine());
        PageTables tables = image.tables(process(process).directoryTableBase());
        return image.ptes().kind(tables.read(tables.directoryEntry(va)));
    }

    int frame(String process, long va) {
        return pte(process, va).pfn();
    }

    /** A prototype PTE of the only segment, by its page. */
    PrototypePteView prototype(int page) {
        SegmentView segment = view.segments().stream()
                .filter(candidate -> candidate.controlArea() == onlyArea().address()).findFirst().orElseThrow();
        return segment.prototypePtes().get(page);
    }

    PageLocation location(int pfn) {
        return view.pfns().location(pfn);
    }

    long shares(int pfn) {
        return view.pfns().shares(pfn);
    }
}
