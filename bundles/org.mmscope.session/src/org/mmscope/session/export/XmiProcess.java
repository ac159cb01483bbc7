package org.mmscope.session.export;

import java.io.IOException;

import org.mmscope.kernel.view.HeapView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetEntryView;
import org.mmscope.kernel.view.WorkingSetView;

/** Writes processes with their working sets, VADs, threads, heaps and PTEs. */
final class XmiProcess {

    private final MachineView view;
    private final XmlOutput xml;
    private final XmiIds ids;

    XmiProcess(MachineView view, XmlOutput xml, XmiIds ids) {
        this.view = view;
        this.xml = xml;
        this.ids = ids;
    }

    void write(ProcessView process) throws IOException {
        xml.start("processes").attribute("xmi:id", XmiIds.own("process", process.pid()))
                .attribute("address", process.address()).attribute("pid", process.pid())
                .attribute("name", process.name()).attribute("directoryTableBase", process.directoryTableBase())
                .attribute("pageFaults", process.pageFaults()).attribute("hardFaults", process.hardFaults())
                .attribute("commitCharge", process.commitCharge())
                .attribute("privatePages", process.privatePages()).attribute("virtualSize", process.virtualSize())
                .attribute("vadRoot", ids.structure(process.vadRoot()));
        workingSet(process);
        for (VadView vad : process.vads()) {
            vad(vad);
        }
        for (ThreadView thread : view.threads(process)) {
            thread(thread);
        }
        for (HeapView heap : view.heaps(process)) {
            xml.start("heaps").attribute("address", heap.address()).attribute("flags", heap.flags())
                    .attribute("segments", heap.segments()).attribute("reservedBytes", heap.reservedBytes())
                    .attribute("committedBytes", heap.committedBytes()).attribute("freeBytes", heap.freeBytes()).end();
        }
        for (PteView pte : view.ptes(process)) {
            pte(pte);
        }
        xml.end();
    }

    private void workingSet(ProcessView process) throws IOException {
        WorkingSetView set = process.workingSet();
        xml.start("workingSet").attribute("size", set.size()).attribute("minimum", set.minimum())
                .attribute("maximum", set.maximum()).attribute("peak", set.peak());
        for (WorkingSetEntryView entry : view.workingSet(process)) {
            xml.start("entries").attribute("index", entry.index()).attribute("page", entry.page())
                    .attribute("age", entry.age()).attribute("locked", entry.locked())
                    .attribute("direct", entry.direct()).end();
        }
        xml.end();
    }

    private void thread(ThreadView thread) throws IOException {
        xml.start("threads").attribute("xmi:id", XmiIds.own("thread", thread.address()))
                .attribute("address", thread.address()).attribute("tid", thread.threadId())
                .attribute("state", XmiMachine.label(thread.state())).attribute("priority", thread.priority())
                .attribute("basePriority", thread.basePriority()).attribute("teb", thread.teb())
                .attribute("stackBase", thread.stackBase()).attribute("stackLimit", thread.stackLimit())
                .attribute("kernelStackBase", thread.initialStack())
                .attribute("kernelStackLimit", thread.kernelStackLimit())
                .attribute("kernelStackResident", thread.kernelStackResident()).end();
    }

    private void vad(VadView vad) throws IOException {
        xml.start("vads").attribute("xmi:id", XmiIds.own("k", vad.address())).attribute("address", vad.address())
                .attribute("start", vad.start()).attribute("end", vad.end())
                .attribute("kind", XmiMachine.label(vad.kind())).attribute("protection", vad.protection())
                .attribute("commitCharge", vad.commitCharge())
                .attribute("firstPrototypePte", vad.firstPrototypePte())
                .attribute("lastContiguousPte", vad.lastContiguousPte())
                .attribute("controlArea", ids.structure(vad.controlArea()))
                .attribute("prototypePte", ids.prototype(vad.firstPrototypePte()))
                .attribute("parent", ids.structure(vad.parent())).attribute("left", ids.structure(vad.left()))
                .attribute("right", ids.structure(vad.right())).end();
    }

    private void pte(PteView pte) throws IOException {
        xml.start("ptes").attribute("xmi:id", ids.pte(pte)).attribute("address", pte.address())
                .attribute("raw", pte.raw()).attribute("kind", pte.kind().label()).attribute("pfn", pte.pfn())
                .attribute("frame", ids.frame(pte.pfn())).attribute("physicalAddress", pte.physicalAddress())
                .attribute("page", pte.page()).attribute("prototypePteAddress", pte.prototypePte())
                .attribute("prototypePte", ids.prototype(pte.prototypePte())).end();
    }
}
