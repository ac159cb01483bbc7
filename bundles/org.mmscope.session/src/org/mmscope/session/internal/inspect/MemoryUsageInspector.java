package org.mmscope.session.internal.inspect;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !memusage}: physical memory by page list, and by whose it is. */
@Inspection(name = "memusage", debugger = true, help = "physical memory by page list, and by whose it is")
final class MemoryUsageInspector implements Inspector {

    private static final int KB = 4;
    private static final Object SYSTEM = new Object();

    /** Pages of one owner. */
    private static final class Usage {
        private final long control;
        private final String name;
        private int valid;
        private int standby;
        private int dirty;
        private int shared;
        private int locked;
        private int tables;

        Usage(long control, String name) {
            this.control = control;
            this.name = name;
        }

        long control() {
            return control;
        }

        String name() {
            return name;
        }
    }

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return Answer.of(lists(view), usage(view));
    }

    private static Fields lists(MachineView view) {
        PageListCounts counts = view.pageLists();
        return Fields.titled(null)
                .line("Zeroed:", Value.pages(counts.zeroed())).line("Free:", Value.pages(counts.free()))
                .line("Standby:", Value.pages(counts.standby())).line("Modified:", Value.pages(counts.modified()))
                .line("ModifiedNoWrite:", Value.pages(counts.modifiedNoWrite()))
                .line("Active/Valid:", Value.pages(counts.active()))
                .line("Transition:", Value.pages(counts.transition())).line("Bad:", Value.pages(counts.bad()))
                .line("TOTAL:", Value.pages(view.machine().physicalPages())).build();
    }

    private static Table usage(MachineView view) {
        FrameOwners owners = new FrameOwners(view);
        Map<Object, Usage> usages = new IdentityHashMap<>();
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            PageLocation location = pfns.location(pfn);
            if (location != PageLocation.ZEROED && location != PageLocation.FREE && location != PageLocation.BAD) {
                FrameOwners.Owner owner = owners.of(pfn);
                count(usages.computeIfAbsent(key(owner), key -> usage(view, owner)), owner, pfns, pfn);
            }
        }
        Table.Builder table = Table.titled("Usage Summary (in Kb):").columns("Control", "Valid", "Standby", "Dirty",
                "Shared", "Locked", "PageTables", "name");
        usages.values().stream().sorted(Comparator.comparing(Usage::name).thenComparing(Usage::control))
                .forEach(usage -> table.row(Value.pointer(usage.control), kb(usage.valid), kb(usage.standby),
                        kb(usage.dirty), kb(usage.shared), kb(usage.locked), kb(usage.tables),
                        Value.text(usage.name)));
        return table.build();
    }

    /** One object for each control area, each process and the system. */
    private static Object key(FrameOwners.Owner owner) {
        if (owner.area() != null) {
            return owner.area();
        }
        return owner.process() != null ? owner.process() : SYSTEM;
    }

    private static Usage usage(MachineView view, FrameOwners.Owner owner) {
        return new Usage(owner.area() == null ? 0 : owner.area().address(), name(view, owner));
    }

    private static void count(Usage usage, FrameOwners.Owner owner, PfnTable pfns, int pfn) {
        switch (pfns.location(pfn)) {
            case STANDBY -> usage.standby++;
            case MODIFIED, MODIFIED_NO_WRITE -> usage.dirty++;
            default -> {
                usage.tables += owner.pageTable() ? 1 : 0;
                usage.valid += owner.pageTable() ? 0 : 1;
                usage.shared += !owner.pageTable() && pfns.shareCount(pfn) > 1 ? 1 : 0;
                usage.locked += pfns.referenceCount(pfn) > 1 ? 1 : 0;
            }
        }
    }

    private static String name(MachineView view, FrameOwners.Owner owner) {
        if (owner.area() != null) {
            String file = Names.file(view, owner.area());
            return file != null ? String.format("mapped_file( %s )", file)
                    : String.format("page_file( %s %08x )", Names.of(view, owner.area()), owner.area().address());
        }
        return owner.process() == null ? "system"
                : "process ( " + owner.process().name() + " " + owner.process().pid() + " )";
    }

    private static Value kb(int pages) {
        return Value.count((long) pages * KB);
    }
}
