package org.mmscope.session.internal.inspect;

import java.util.List;
import java.util.Optional;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SubsectionView;

/** What kernel structures are called. */
final class Names {

    private Names() {
    }

    static Optional<ControlAreaView> controlArea(MachineView view, long address) {
        return view.controlAreas().stream().filter(area -> area.address() == address).findFirst();
    }

    static List<SubsectionView> subsections(MachineView view, long controlArea) {
        return controlArea(view, controlArea).map(ControlAreaView::subsections).orElse(List.of());
    }

    /** Path of a control area's file, or null. */
    static String file(MachineView view, ControlAreaView area) {
        return area.fileObject() == 0 ? null : view.fileObjects().stream()
                .filter(file -> file.address() == area.fileObject()).map(FileObjectView::path).findFirst().orElse(null);
    }

    /** The file of a control area; without one what the page file backs, with the section's name. */
    static String of(MachineView view, ControlAreaView area) {
        String file = file(view, area);
        if (file != null) {
            return file;
        }
        return "Pagefile section" + view.sections().stream()
                .filter(section -> section.segment() == area.segment() && section.name() != null)
                .map(SectionView::name).findFirst().map(name -> " " + name).orElse("");
    }

    /** As {@link #of(MachineView, ControlAreaView)}; empty when there is no control area. */
    static String of(MachineView view, long controlArea) {
        return controlArea(view, controlArea).map(area -> of(view, area)).orElse("");
    }
}
