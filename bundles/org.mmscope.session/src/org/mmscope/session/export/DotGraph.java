package org.mmscope.session.export;

import java.io.IOException;
import java.io.Writer;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.VadView;

/** Writes the graph of what shares memory with what in Graphviz's language, node by node. */
final class DotGraph {

    private final Writer out;

    DotGraph(Writer out) {
        this.out = out;
    }

    void write(MachineView view) throws IOException {
        out.write("digraph machine {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        for (ProcessView process : view.processes()) {
            process(process);
        }
        for (SectionView section : view.sections()) {
            node(section.address(), "section" + (section.name() == null ? "" : "\n" + section.name()));
            edge(section.address(), section.segment(), "segment");
        }
        for (SegmentView segment : view.segments()) {
            node(segment.address(), "segment\n" + segment.totalPtes() + " prototype PTEs");
            edge(segment.address(), segment.controlArea(), "control area");
        }
        for (ControlAreaView area : view.controlAreas()) {
            node(area.address(), "control area\n" + area.kind());
            edge(area.address(), area.fileObject(), "file");
        }
        for (FileObjectView file : view.fileObjects()) {
            node(file.address(), "file\n" + file.path());
            edge(file.address(), file.dataControlArea(), "data");
            edge(file.address(), file.imageControlArea(), "image");
        }
        out.write("}\n");
    }

    /** A process has no number of its own among the addresses: its id is below every address of system space. */
    private void process(ProcessView process) throws IOException {
        node(process.pid(), process.name() + "\nprocess " + process.pid());
        for (VadView vad : process.vads()) {
            if (vad.controlArea() != 0) {
                node(vad.address(), "view\n" + hex(vad.start()) + "-" + hex(vad.end()));
                edge(process.pid(), vad.address(), "VAD");
                edge(vad.address(), vad.controlArea(), "control area");
            }
        }
    }

    private void node(long id, String label) throws IOException {
        String text = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.write("  n" + Long.toHexString(id) + " [label=\"" + text + "\"];\n");
    }

    private void edge(long from, long to, String label) throws IOException {
        if (to != 0) {
            out.write("  n" + Long.toHexString(from) + " -> n" + Long.toHexString(to) + " [label=\"" + label
                    + "\"];\n");
        }
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
