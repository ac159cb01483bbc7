package org.mmscope.ui;

import java.net.URL;
import java.util.Locale;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.swt.graphics.Image;
import org.mmscope.ui.internal.UiActivator;

/** The images of the workbench. Each has a file {@code icons/NAME.svg} in this bundle; a test holds them to it. */
public enum Images {
    PROCESS, VAD, SECTION, SEGMENT, CONTROL_AREA, SUBSECTION, FILE_OBJECT, PAGE_FILE, PTE, PROTOTYPE_PTE, FRAME, MACHINE,
    SCENARIO, SECTION_GRAPH, PHYSICAL_MEMORY, RUN, PAUSE, STEP, STEP_BACK, RESTART, OPEN, EXPORT, ZOOM_IN, ZOOM_OUT;

    /** The path of the file in this bundle. */
    public String path() {
        return "icons/" + name().toLowerCase(Locale.ROOT) + ".svg";
    }

    /** A descriptor, for contributions that make their own image. Any thread. */
    public ImageDescriptor descriptor() {
        URL url = Images.class.getResource("/" + path());
        if (url == null) {
            throw new IllegalStateException("missing image " + path());
        }
        return ImageDescriptor.createFromURL(url);
    }

    /** The shared image, which must not be disposed. UI thread. */
    public Image image() {
        ImageRegistry registry = UiActivator.images();
        if (registry.getDescriptor(name()) == null) {
            registry.put(name(), descriptor());
        }
        return registry.get(name());
    }
}
