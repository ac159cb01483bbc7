package org.mmscope.ui.editors.internal.section;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.ui.graph.BoxFigure;
import org.mmscope.ui.graph.DiagramPicture;
import org.mmscope.ui.graph.DiagramScene;
import org.mmscope.ui.graph.LegendFigure;
import org.mmscope.ui.graph.Palette;

/** Writes pictures of section graphs with their legends, on a light ground. UI thread. */
public final class SectionPicture {

    private static final int SCALE = 2;

    private SectionPicture() {
    }

    /** Writes a picture of a graph as it is arranged. */
    public static void write(SectionGraph graph, Path file) throws IOException {
        write(graph, SectionGraphLayout.place(graph, BoxFigure::measure), file);
    }

    /**
     * Writes a picture of a graph.
     *
     * @param places bounds of each box by its key
     */
    static void write(SectionGraph graph, Map<String, Rectangle> places, Path file) throws IOException {
        DiagramScene scene = new DiagramScene(graph.diagram(), places, Palette.LIGHT);
        List<LegendFigure.Entry> legend = SectionLegend.entries(graph);
        scene.add(new LegendFigure(legend, Palette.LIGHT),
                SectionLegend.place(graph, places, LegendFigure.measure(legend)));
        DiagramPicture.write(scene.root(), Palette.LIGHT, file, SCALE);
    }
}
