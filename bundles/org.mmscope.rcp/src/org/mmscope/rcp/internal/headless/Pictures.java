package org.mmscope.rcp.internal.headless;

import java.io.IOException;
import java.nio.file.Path;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.ui.editors.SectionGraphPicture;

/** Draws views of snapshots into files. To be called on a thread that has a display. */
public final class Pictures {

    /** The section graph. */
    static final String SECTION_GRAPH = "section-graph";

    private Pictures() {
    }

    /** Whether there is a view of that name. */
    public static boolean known(String view) {
        return view.equals(SECTION_GRAPH);
    }

    /**
     * Draws a view.
     *
     * @param view a known one
     * @param picture ends in {@code .png} or {@code .svg}
     * @throws IOException if the picture cannot be written
     */
    public static void render(MachineView machine, String view, Path picture) throws IOException {
        if (!known(view)) {
            throw new IllegalArgumentException(view);
        }
        SectionGraphPicture.render(machine, picture);
    }
}
