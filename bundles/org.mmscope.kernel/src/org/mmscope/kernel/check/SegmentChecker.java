package org.mmscope.kernel.check;

import java.util.Set;
import java.util.TreeSet;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;

/**
 * A segment is as long as its subsections together. A control area's user references are its views in processes and the
 * sections that programs made, and one of a file that has neither sections nor views waits on MmUnusedSegmentList, on
 * which there is nothing else and whose length is MmUnusedSegmentCount.
 */
final class SegmentChecker implements Checker {

    private static final int SECTION_FLAGS = 0x20;

    @Override
    public String rule() {
        return "7 segments";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (SegmentView segment : view.segments()) {
            view.controlAreas().stream().filter(area -> area.address() == segment.controlArea())
                    .forEach(area -> length(area, segment, sink));
        }
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            view.controlAreas().forEach(area -> userReferences(view, image, area, sink));
            unused(view, image, sink);
        }
    }

    private void length(ControlAreaView area, SegmentView segment, ViolationSink sink) {
        long ptes = area.subsections().stream().mapToLong(SubsectionView::ptes).sum();
        if (ptes != segment.totalPtes()) {
            report(segment.address(), "segment " + Images.hex(segment.address()) + " counts " + segment.totalPtes()
                    + " prototype PTEs, its subsections have " + ptes, sink);
        }
    }

    private void userReferences(MachineView view, KernelImage image, ControlAreaView area, ViolationSink sink) {
        long found = 0;
        for (SectionView section : view.sections()) {
            found += section.segment() == area.segment() && isUsers(image, section) ? 1 : 0;
        }
        for (ProcessView process : view.processes()) {
            found += process.vads().stream().filter(vad -> vad.controlArea() == area.address()).count();
        }
        if (found != area.userReferences()) {
            report(area.address(), name(area.address()) + " counts " + area.userReferences()
                    + " user references, there are " + found, sink);
        }
    }

    private static boolean isUsers(KernelImage image, SectionView section) {
        int flags = (int) image.system().read32(section.address() + SECTION_FLAGS);
        return image.structure("MMSECTION_FLAGS").field("UserReference").in(flags) != 0;
    }

    private void unused(MachineView view, KernelImage image, ViolationSink sink) {
        Set<Long> listed = listed(image, view.controlAreas().size());
        long count = image.global("MmUnusedSegmentCount");
        if (count != listed.size()) {
            report(image.symbol("MmUnusedSegmentCount"), "unused segments are counted " + count + ", listed are "
                    + listed.size(), sink);
        }
        for (ControlAreaView area : view.controlAreas()) {
            boolean waits = area.sectionReferences() == 0 && area.mappedViews() == 0 && area.fileObject() != 0;
            if (listed.remove(area.address()) != waits) {
                report(area.address(), name(area.address()) + (waits ? " is not used and not on the list of those"
                        : " is in use and on the list of unused ones"), sink);
            }
        }
        listed.forEach(address -> report(address, name(address) + " is on the list of unused ones and is none", sink));
    }

    private static Set<Long> listed(KernelImage image, int most) {
        Set<Long> listed = new TreeSet<>();
        long head = image.symbol("MmUnusedSegmentList");
        int link = image.structure("CONTROL_AREA").offset("DereferenceList");
        for (long at = image.system().read32(head); at != head; at = image.system().read32(at)) {
            if (!listed.add(at - link) || listed.size() > most) {
                throw new DamagedImageException("list of unused segments without an end", at);
            }
        }
        return listed;
    }

    private void report(long address, String message, ViolationSink sink) {
        sink.violation(Violation.at(rule(), address, message));
    }

    private static String name(long area) {
        return "control area " + Images.hex(area);
    }
}
