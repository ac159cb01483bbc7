package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.Sizes;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Link.Side;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.Tone;

/** Makes the box of a process with its views and their page table entries. */
final class ProcessBoxes {

    private final Parts parts;
    private final ProcessView process;
    private final Tone tone;
    private final List<PteView> ptes;

    /**
     * Makes boxes for one process.
     *
     * @param ptes its entries by address; empty when no view of it is shown
     */
    ProcessBoxes(Parts parts, ProcessView process, Tone tone, List<PteView> ptes) {
        this.parts = parts;
        this.process = process;
        this.tone = tone;
        this.ptes = ptes;
    }

    static String key(ProcessView process) {
        return "process:" + process.pid() + ":" + Addresses.bits(process.address());
    }

    static String key(ProcessView process, VadView vad) {
        return "vad:" + process.pid() + ":" + Addresses.bits(vad.address()) + ":" + Addresses.bits(vad.start());
    }

    /**
     * The process with some of its views.
     *
     * @param more how many views are left out
     */
    Box process(List<VadView> views, int more) {
        String key = parts.stands(key(process), Subject.of(Subject.Kind.PROCESS, process.address()));
        List<Row> rows = views.isEmpty() ? List.of(note(key, Messages.text_noView))
                : more > 0 ? List.of(note(key, SectionText.fill(Messages.text_moreViews, more))) : List.of();
        return Box.around(key, tone, SectionText.fill(Messages.box_process, process.name()),
                "pid " + process.pid(), rows, views.stream().map(this::view).toList(),
                SectionText.fill(Messages.tip_process, Addresses.virtual(process.address()), process.pid(),
                        Addresses.physical(process.directoryTableBase()), process.workingSet().size(),
                        process.pageFaults()));
    }

    private static Row note(String key, String text) {
        return Row.entry(key + "/note", true, null, text).asFolded();
    }

    private Box view(VadView vad) {
        String key = parts.stands(key(process, vad),
                new Subject(Subject.Kind.VAD, vad.address(), process.address()));
        parts.link(key + "/controlArea", SharedBoxes.controlAreaKey(vad.controlArea()), tone, Side.LEFT,
                Messages.link_viewControlArea);
        parts.link(key + "/first", parts.prototypeRow(vad.firstPrototypePte()), tone, Side.LEFT,
                Messages.link_firstPrototypePte);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.field(key + "/protection", Messages.field_protection, SectionText.shortProtection(vad.protection()),
                vad.protection()));
        rows.add(Row.field(key + "/controlArea", Messages.field_controlArea, SectionText.pointer(vad.controlArea()),
                Messages.link_viewControlArea));
        rows.add(Row.field(key + "/first", Messages.field_firstPrototypePte,
                SectionText.pointer(vad.firstPrototypePte()), Messages.link_firstPrototypePte));
        rows.add(Row.caption(key + "/ptes", Messages.caption_ptes));
        entries(vad, rows);
        String range = Addresses.range(vad.start(), vad.end());
        String size = Sizes.bytes(vad.end() - vad.start() + 1);
        return Box.of(key, tone, Messages.box_view, Addresses.bits(vad.start()) + "-" + Addresses.bits(vad.end()), rows,
                SectionText.fill(Messages.tip_view, Addresses.virtual(vad.address()), range, size,
                        vad.kind().name().toLowerCase(Locale.ROOT), vad.protection(),
                        SectionText.pointer(vad.controlArea()), SectionText.pointer(vad.firstPrototypePte())));
    }

    private void entries(VadView vad, List<Row> rows) {
        TreeMap<Long, PteView> byIndex = new TreeMap<>();
        for (PteView pte : ptes) {
            if (pte.page() >= vad.start() && pte.page() <= vad.end()) {
                byIndex.put((pte.page() - vad.start()) / Parts.pageSize(), pte);
            }
        }
        long pages = (vad.end() - vad.start() + 1) / Parts.pageSize();
        for (Runs.Run<PteView> run : Runs.fold(pages, byIndex, SharedBoxes.MOST_ROWS,
                pte -> pte.kind() == PteKind.VALID ? null : pte.kind(), PteView::kind)) {
            Row row = row(vad, run);
            rows.add(row);
            byIndex.subMap(run.first(), run.first() + run.count()).values()
                    .forEach(pte -> link(row.key(), pte));
        }
    }

    private void link(String row, PteView pte) {
        if (pte.kind() == PteKind.PROTOTYPE && pte.prototypePte() != 0) {
            parts.link(row, parts.prototypeRow(pte.prototypePte()), tone, Side.LEFT, Messages.link_ptePrototype);
        } else if (pte.pfn() >= 0) {
            parts.linkToFrame(row, pte.pfn(), pte.kind(), tone);
        }
    }

    private Row row(VadView vad, Runs.Run<PteView> run) {
        long page = vad.start() + run.first() * Parts.pageSize();
        String key = parts.stands("pte:" + process.pid() + ":" + Addresses.bits(page),
                new Subject(Subject.Kind.PTE, page, process.address()));
        PteView pte = run.sample();
        PteKind kind = pte == null ? PteKind.EMPTY : pte.kind();
        String bits = run.single() ? Addresses.bits(pte == null ? 0 : pte.raw())
                : SectionText.fill(Messages.text_times, run.count());
        String tip = pte == null ? SectionText.explain(kind)
                : SectionText.fill(Messages.tip_pte, Addresses.virtual(pte.address()),
                        Addresses.physical(pte.physicalAddress()), Addresses.virtual(pte.page()),
                        Addresses.bits(pte.raw()), kind.label(), PteBits.explained(kind, pte.raw()));
        Row row = Row.entry(key, kind != PteKind.VALID, tip, Addresses.bits(page), bits,
                run.mixed() ? "" : kind.label(),
                pte == null || !run.single() ? PteBits.flags(PteKind.EMPTY, 0) : PteBits.flags(kind, pte.raw()));
        return run.single() ? row : row.asFolded();
    }
}
