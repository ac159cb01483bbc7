package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.Tone;

/** Makes the box of the frames that hold pages of one segment, shared pages in its order and private copies after. */
final class FrameBoxes {

    private static final int MOST_ROWS = 8;
    private static final int BYTES_SHOWN = 16;

    private final Parts parts;

    FrameBoxes(Parts parts) {
        this.parts = parts;
    }

    /** The frames' box. Made before the links that point at its rows. */
    Box frames(SegmentView segment, Collection<Integer> pfns) {
        String key = "frames:" + Addresses.bits(segment.address());
        TreeMap<Long, Integer> byIndex = new TreeMap<>();
        pfns.forEach(pfn -> byIndex.put((long) byIndex.size(), pfn));
        List<Row> rows = new ArrayList<>();
        for (Runs.Run<Integer> run : Runs.fold(byIndex.size(), byIndex, MOST_ROWS, this::idle,
                pfn -> parts.view().pfns().location(pfn))) {
            Row row = run.single() ? single(run.sample()) : several(run);
            rows.add(row);
            byIndex.subMap(run.first(), run.first() + run.count()).values()
                    .forEach(pfn -> parts.frameRow(pfn, row.key()));
        }
        if (rows.isEmpty()) {
            rows.add(Row.entry(key + "/none", true, null, Messages.text_noFrame).asFolded());
        }
        for (PrototypePteView pte : segment.prototypePtes()) {
            if (pte.pfn() >= 0) {
                parts.linkToFrame(parts.prototypeRow(pte.address()), pte.pfn(), pte.kind(), Tone.GREEN);
            }
        }
        return Box.of(key, Tone.BLACK, Messages.box_frames, "", rows, null);
    }

    /** Pages on one list fold; those in use each have a row as long as there is room. */
    private PageLocation idle(int pfn) {
        PageLocation location = parts.view().pfns().location(pfn);
        return location == PageLocation.ACTIVE ? null : location;
    }

    private Row several(Runs.Run<Integer> run) {
        String location = run.mixed() ? "" : parts.view().pfns().location(run.sample()).label();
        return Row.entry("frame:" + run.sample(), false, null, Addresses.frame(run.sample()),
                SectionText.fill(Messages.text_times, run.count()), location).asFolded();
    }

    private Row single(int pfn) {
        PfnTable table = parts.view().pfns();
        String key = parts.stands("frame:" + pfn, Subject.of(Subject.Kind.FRAME, pfn));
        String state = (table.prototypePte(pfn) ? "" : Messages.text_private + " ")
                + (table.modified(pfn) ? Messages.text_modified : "");
        return Row.entry(key, false, tip(pfn, table), Addresses.frame(pfn), table.location(pfn).label(),
                shares(pfn, table),
                SectionText.fill(Messages.text_reference, table.referenceCount(pfn)), state.trim());
    }

    /** On a list the field is a link of the list, no count. */
    private static String shares(int pfn, PfnTable table) {
        boolean counts = table.location(pfn) == PageLocation.ACTIVE;
        return counts ? SectionText.fill(Messages.text_share, table.shareCount(pfn)) : "";
    }

    private String tip(int pfn, PfnTable table) {
        byte[] bytes = new byte[BYTES_SHOWN];
        parts.view().memory().read((long) pfn * Parts.pageSize(), bytes, 0, BYTES_SHOWN);
        return SectionText.fill(Messages.tip_frame, Addresses.frame(pfn), table.location(pfn).label(),
                shares(pfn, table), table.referenceCount(pfn), Addresses.virtual(table.pteAddress(pfn)),
                Addresses.bits(table.originalPte(pfn)))
                + SectionText.fill(Messages.tip_bytes, HexFormat.ofDelimiter(" ").formatHex(bytes));
    }
}
