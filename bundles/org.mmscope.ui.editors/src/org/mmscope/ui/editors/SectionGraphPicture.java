package org.mmscope.ui.editors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.ui.editors.internal.section.SectionGraph;
import org.mmscope.ui.editors.internal.section.SectionGraphBuilder;
import org.mmscope.ui.editors.internal.section.SectionGraphLayout;
import org.mmscope.ui.editors.internal.section.SectionLegend;
import org.mmscope.ui.graph.BoxFigure;
import org.mmscope.ui.graph.DiagramPicture;
import org.mmscope.ui.graph.DiagramScene;
import org.mmscope.ui.graph.LegendFigure;
import org.mmscope.ui.graph.Palette;

/** Pictures of the section graph without a window. To be called on a thread that has a display. */
public final class SectionGraphPicture {

    private static final int SCALE = 2;

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
        render(SectionGraphBuilder.of(view), file);
    }

    /**
     * The same with what differs from an earlier moment marked.
     *
     * @param before the moment to compare with
     */
    public static void render(MachineView view, MachineView before, Path file) throws IOException {
        render(SectionGraphBuilder.of(view).marked(SectionGraphBuilder.of(before)), file);
    }

    private static void render(SectionGraph graph, Path file) throws IOException {
        Map<String, Rectangle> places = SectionGraphLayout.place(graph, BoxFigure::measure);
        DiagramScene scene = new DiagramScene(graph.diagram(), places, Palette.LIGHT);
        List<LegendFigure.Entry> legend = SectionLegend.entries(graph);
        scene.add(new LegendFigure(legend, Palette.LIGHT),
                SectionLegend.place(graph, places, LegendFigure.measure(legend)));
        DiagramPicture.write(scene.root(), Palette.LIGHT, file, SCALE);
    }
}
