package org.mmscope.ui.editors;

import java.io.IOException;
import java.nio.file.Path;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.ui.editors.internal.section.SectionGraphBuilder;
import org.mmscope.ui.editors.internal.section.SectionPicture;

/** Pictures of the section graph without a window. To be called on a thread that has a display. */
public final class SectionGraphPicture {

    private SectionGraphPicture() {
    }

    /**
     * Draws the section graph of a moment into a file, on a light ground; a PNG has two pixels for each of the screen.
     *
     * @param view the moment
     * @param file ends in {@code .png} or {@code .svg}
     * @throws IOException when the file cannot be written or its name ends in neither
     */
    public static void render(MachineView view, Path file) throws IOException {
        SectionPicture.write(SectionGraphBuilder.of(view), file);
    }

    /**
     * The same with what differs from an earlier moment marked.
     *
     * @param before the moment to compare with
     */
    public static void render(MachineView view, MachineView before, Path file) throws IOException {
        SectionPicture.write(SectionGraphBuilder.of(view).marked(SectionGraphBuilder.of(before)), file);
    }
}
