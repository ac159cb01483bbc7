package org.mmscope.session.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.snapshot.ReplacingFile;

/** The graph of what shares memory with what, for Graphviz: processes, views, sections, segments, files. */
final class DotExporter implements Exporter {

    @Override
    public String kind() {
        return "dot";
    }

    @Override
    public String description() {
        return "the graph of processes, views, sections, segments and files, for Graphviz";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        try (ReplacingFile file = new ReplacingFile(target);
                PrintWriter out = new PrintWriter(new BufferedWriter(
                        Channels.newWriter(file.channel(), StandardCharsets.UTF_8)))) {
            progress.step(0, 1);
            write(source.view(), out);
            if (out.checkError()) {
                throw new IOException("cannot write " + target);
            }
            file.commit();
        }
    }

    private static void write(MachineView view, PrintWriter out) {
        out.print("digraph machine {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        view.processes().forEach(process -> process(process, out));
        for (SectionView section : view.sections()) {
            node(out, section.address(), "section" + (section.name() == null ? "" : "\n" + section.name()));
            edge(out, section.address(), section.segment(), "segment");
        }
        for (SegmentView segment : view.segments()) {
            node(out, segment.address(), "segment\n" + segment.totalPtes() + " prototype PTEs");
            edge(out, segment.address(), segment.controlArea(), "control area");
        }
        for (ControlAreaView area : view.controlAreas()) {
            node(out, area.address(), "control area\n" + area.kind());
            edge(out, area.address(), area.fileObject(), "file");
        }
        for (FileObjectView file : view.fileObjects()) {
            node(out, file.address(), "file\n" + file.path());
            edge(out, file.address(), file.dataControlArea(), "data");
            edge(out, file.address(), file.imageControlArea(), "image");
        }
        out.print("}\n");
    }

    /** A process has no number of its own among the addresses: its id is below every address of system space. */
    private static void process(ProcessView process, PrintWriter out) {
        node(out, process.pid(), process.name() + "\nprocess " + process.pid());
        for (VadView vad : process.vads()) {
            if (vad.controlArea() != 0) {
                node(out, vad.address(), "view\n" + hex(vad.start()) + "-" + hex(vad.end()));
                edge(out, process.pid(), vad.address(), "VAD");
                edge(out, vad.address(), vad.controlArea(), "control area");
            }
        }
    }

    private static void node(PrintWriter out, long id, String label) {
        String text = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.print("  n" + Long.toHexString(id) + " [label=\"" + text + "\"];\n");
    }

    private static void edge(PrintWriter out, long from, long to, String label) {
        if (to != 0) {
            out.print("  n" + Long.toHexString(from) + " -> n" + Long.toHexString(to) + " [label=\"" + label
                    + "\"];\n");
        }
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
