package org.mmscope.ui;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.swt.graphics.Image;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ControlAreaKind;
import org.mmscope.model.FileObject;
import org.mmscope.model.KernelObject;
import org.mmscope.model.Machine;
import org.mmscope.model.PageFile;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.Section;
import org.mmscope.model.Segment;
import org.mmscope.model.Subsection;
import org.mmscope.model.Vad;

/** The one-line text and the image of every kind of model object. */
public final class ModelLabels extends LabelProvider {

    /** The image of an object's class; null for what is not of the model. */
    @Override
    public Image getImage(Object element) {
        Images image = image(element);
        return image == null ? null : image.image();
    }

    @Override
    public String getText(Object element) {
        return element instanceof EObject object ? text(object) : super.getText(element);
    }

    /** What an object is called in a title, a tooltip or a list. Any thread. */
    public static String text(EObject object) {
        return switch (object) {
            case Machine machine -> "Machine (" + machine.getProfile() + ")";
            case Process process -> process.getName() + " (" + process.getPid() + ")";
            case Vad vad -> Addresses.range(vad.getStart(), vad.getEnd()) + " " + vad.getKind().getLiteral();
            case Section section -> "Section " + (section.getName() == null ? at(section) : section.getName());
            case Segment segment -> "Segment " + at(segment);
            case ControlArea area -> "Control area " + backing(area);
            case Subsection subsection -> "Subsection " + at(subsection);
            case FileObject file -> file.getPath();
            case PageFile file -> file.getPath();
            case PrototypePte pte -> "Prototype PTE " + at(pte);
            case Pte pte -> "PTE " + at(pte) + " of " + Addresses.virtual(pte.getPage());
            case PfnEntry entry -> "Frame " + Addresses.frame(entry.getPfn()) + " " + entry.getLocation().getLiteral();
            default -> object.eClass().getName();
        };
    }

    /** The image of an object's class, or null. Any thread. */
    public static Images image(Object object) {
        return switch (object) {
            case Machine machine -> Images.MACHINE;
            case Process process -> Images.PROCESS;
            case Vad vad -> Images.VAD;
            case Section section -> Images.SECTION;
            case Segment segment -> Images.SEGMENT;
            case ControlArea area -> Images.CONTROL_AREA;
            case Subsection subsection -> Images.SUBSECTION;
            case FileObject file -> Images.FILE_OBJECT;
            case PageFile file -> Images.PAGE_FILE;
            case PrototypePte pte -> Images.PROTOTYPE_PTE;
            case Pte pte -> Images.PTE;
            case PfnEntry entry -> Images.FRAME;
            case null, default -> null;
        };
    }

    private static String backing(ControlArea area) {
        if (area.getKind() == ControlAreaKind.PAGEFILE || area.getFileObject() == null) {
            return at(area) + " (page file)";
        }
        return at(area) + " of " + area.getFileObject().getPath();
    }

    private static String at(KernelObject object) {
        return Addresses.virtual(object.getAddress());
    }
}
