package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;

/** A folder with a table in each file, its first line the names of the columns (RFC 4180). */
final class CsvExporter implements Exporter {

    @Override
    public String kind() {
        return "csv";
    }

    @Override
    public String description() {
        return "a folder, a file a table";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        Files.createDirectories(target);
        MachineView view = source.view();
        table(target, "processes", progress, out -> rows(out, "", ProcessView.class, view.processes()));
        table(target, "vads", progress, out -> vads(out, view));
        table(target, "sections", progress, out -> rows(out, "", SectionView.class, view.sections()));
        table(target, "segments", progress, out -> rows(out, "", SegmentView.class, view.segments()));
        table(target, "prototypePtes", progress, out -> prototypePtes(out, view));
        table(target, "controlAreas", progress, out -> rows(out, "", ControlAreaView.class, view.controlAreas()));
        table(target, "subsections", progress, out -> subsections(out, view));
        table(target, "fileObjects", progress, out -> rows(out, "", FileObjectView.class, view.fileObjects()));
        table(target, "pageFiles", progress, out -> rows(out, "", PageFileView.class, view.pageFiles()));
        table(target, "pfns", progress, out -> pfns(out, view.pfns()));
    }

    /** Writes the rows of a table. */
    private interface Table {
        void write(CsvWriter out) throws IOException;
    }

    private static void table(Path folder, String name, ProgressSink progress, Table table) throws IOException {
        try (ExportedText file = new ExportedText(folder.resolve(name + ".csv"), progress)) {
            table.write(new CsvWriter(file.writer()));
            file.commit();
        }
    }

    private static <T extends Record> void rows(CsvWriter out, String parent, Class<T> type, List<T> rows)
            throws IOException {
        out.header(parent, type);
        for (T row : rows) {
            out.row(null, row);
        }
    }

    private static void vads(CsvWriter out, MachineView view) throws IOException {
        out.header("pid", VadView.class);
        for (ProcessView process : view.processes()) {
            for (VadView vad : process.vads()) {
                out.row((long) process.pid(), vad);
            }
        }
    }

    private static void prototypePtes(CsvWriter out, MachineView view) throws IOException {
        out.header("segment", PrototypePteView.class);
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                out.row(segment.address(), pte);
            }
        }
    }

    private static void subsections(CsvWriter out, MachineView view) throws IOException {
        out.header("controlArea", SubsectionView.class);
        for (ControlAreaView area : view.controlAreas()) {
            for (SubsectionView subsection : area.subsections()) {
                out.row(area.address(), subsection);
            }
        }
    }

    private static void pfns(CsvWriter out, PfnTable pfns) throws IOException {
        out.line(List.of("pfn", "location", "pteAddress", "u2", "referenceCount", "modified", "prototypePte",
                "originalPte", "pteFrame", "u1"));
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            out.line(List.of(pfn, pfns.location(pfn).label(), pfns.pteAddress(pfn), pfns.shareCount(pfn),
                    pfns.referenceCount(pfn), pfns.modified(pfn), pfns.prototypePte(pfn),
                    Long.toUnsignedString(pfns.originalPte(pfn)), pfns.pteFrame(pfn), pfns.u1(pfn)));
        }
    }
}
