package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporter;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.inspect.Inspections;

/** {@code render}, and pictures in {@code run} and {@code export}, where somebody can draw. */
class RenderVerbTest extends CommandLineTest {

    private Path snapshot;

    /** Writes down what it was to draw. */
    private record Drawing(String kind, String view) implements Exporter {

        @Override
        public String description() {
            return "a drawing";
        }

        @Override
        public SequencedMap<String, String> views() {
            TreeMap<String, String> views = new TreeMap<>();
            views.put("tree", "ranges");
            views.put("walls", "everything");
            return views;
        }

        @Override
        public Exporter of(String name) {
            if (!views().containsKey(name.split(":")[0])) {
                throw new IllegalArgumentException("no view " + name);
            }
            return new Drawing(kind, name);
        }

        @Override
        public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
            Files.writeString(target, kind + " of " + view + ", " + source.view().processes().size() + " processes");
        }
    }

    private static Outcome drawing(Object... arguments) {
        Exporters exporters = new Exporters();
        exporters.add(new Drawing("png", null));
        exporters.add(new Drawing("svg", null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new), new PrintStream(out),
                new PrintStream(err), exporters, new Inspections());
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void run() {
        snapshot = path("a.mmsnap");
        mmscope("run", file("a.mms", SHARING), "--export", "mmsnap=" + snapshot).assertExit(0);
    }

    @Test
    void theEndOfThePathSaysWhichKind() throws IOException {
        drawing("render", snapshot, "tree:A", path("p.svg")).assertExit(0);
        assertEquals("svg of tree:A, 3 processes", Files.readString(path("p.svg")));
        Outcome told = drawing("render", snapshot, "walls", path("P.PNG"), "--json");
        told.assertExit(0);
        assertEquals("png of walls, 3 processes", Files.readString(path("P.PNG")));
        assertEquals("{\"snapshot\":\"" + snapshot + "\",\"view\":\"walls\",\"path\":\"" + path("P.PNG") + "\"}\n",
                told.out());
        drawing("render", snapshot, "tree", path("p.gif")).assertRefused(".png or .svg");
    }

    @Test
    void viewsAreListed() {
        assertEquals("tree    ranges\nwalls   everything\n", drawing("render", "--list").out());
        assertEquals("{\"tree\":\"ranges\",\"walls\":\"everything\"}\n", drawing("render", "--list", "--json").out());
    }

    @Test
    void wrongInputIsRefused() {
        drawing("render", snapshot, "roof", path("p.svg")).assertRefused("no view roof");
        drawing("render", snapshot, "tree").assertRefused("--list");
        drawing("render", path("none.mmsnap"), "tree", path("p.svg")).assertRefused("there is no such file");
        mmscope("render", snapshot, "tree", path("p.svg")).assertRefused("workbench");
        mmscope("render", "--list").assertRefused("workbench");
    }

    @Test
    void exportsNameAView() throws IOException {
        drawing("export", snapshot, "svg:tree:A:0x1000=" + path("e.svg"), "json=" + path("e.json")).assertExit(0);
        assertEquals("svg of tree:A:0x1000, 3 processes", Files.readString(path("e.svg")));
        drawing("run", file("b.mms", SHARING), "--export", "png:walls=" + path("r.png")).assertExit(0);
        assertEquals("png of walls, 3 processes", Files.readString(path("r.png")));
        drawing("export", snapshot, "svg=" + path("e.svg")).assertRefused("svg:VIEW=PATH");
        drawing("export", snapshot, "svg:roof=" + path("e.svg")).assertRefused("no view roof");
        drawing("export", snapshot, "json:tree=" + path("e.json")).assertRefused("takes no view");
    }
}
