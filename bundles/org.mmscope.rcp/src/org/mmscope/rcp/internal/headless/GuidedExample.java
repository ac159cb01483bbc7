package org.mmscope.rcp.internal.headless;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.osgi.util.NLS;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.lessons.Lessons;
import org.mmscope.rcp.internal.Messages;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.scenario.TranscriptWriter;
import org.mmscope.session.Moment;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.SessionState;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.ui.editors.SectionGraphPicture;

/** Runs the guided example to its end and leaves its transcript, pictures of its turning points and a snapshot. */
public final class GuidedExample {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final List<Path> written = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>(List.of(
            new Turn("1-section-graph-before.png", row -> row.call().equals("MapViewOfFile")),
            new Turn("2-section-graph-first-page-read.png", row -> row.call().startsWith("load")),
            new Turn("3-section-graph-shared.png", row -> row.call().startsWith("store"))));
    private MachineView before;

    /** A turning point: the first statement with a row like this, and the file of its picture. */
    private record Turn(String picture, Predicate<TranscriptRow> reached) {
    }

    private GuidedExample(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @param folder is made if it is not there
     * @param out hears what was written
     * @throws IOException if something cannot be written
     */
    public static void run(Path folder, PrintStream out) throws IOException {
        Files.createDirectories(folder);
        GuidedExample example = new GuidedExample(folder);
        example.run();
        StringBuilder files = new StringBuilder();
        example.written.forEach(file -> files.append("  ").append(file.getFileName()).append('\n'));
        out.println(NLS.bind(Messages.Demo_written, folder.toAbsolutePath(), files));
    }

    private void run() throws IOException {
        SourceText source = Lessons.guidedExample().source();
        Files.writeString(file(source.fileName()), source.text(), StandardCharsets.UTF_8);
        ParseResult parsed = Scenario.parse(source);
        Path transcript = file("transcript.jsonl");
        try (TranscriptWriter writer = new TranscriptWriter(new BufferedOutputStream(Files.newOutputStream(transcript)));
                Session session = Session.open(parsed.scenario(), SessionOptions.headless().withRecorder(to(writer)))) {
            while (session.moment().state().canAdvance()) {
                take(step(session));
            }
            if (session.state() == SessionState.FAILED) {
                throw new IOException(session.moment().message().orElse(""));
            }
            if (!turns.isEmpty()) {
                throw new IOException("the guided example has no moment for " + turns.getFirst().picture());
            }
            new Exporters().find("mmsnap").orElseThrow().export(session.exportSource(session.moment()),
                    file("snapshot.mmsnap"), ProgressSink.NONE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Moment step(Session session) throws IOException {
        session.step();
        try {
            if (!session.waitIdle(PATIENCE)) {
                throw new IOException("line " + session.moment().line() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return session.moment();
    }

    /** Draws the picture of a turning point, with what is new since the one before marked. */
    private void take(Moment moment) throws IOException {
        if (!turns.isEmpty() && moment.lastRows().stream().anyMatch(turns.getFirst().reached())) {
            Path picture = file(turns.removeFirst().picture());
            if (before == null) {
                SectionGraphPicture.render(moment.view(), picture);
            } else {
                SectionGraphPicture.render(moment.view(), before, picture);
            }
            before = moment.view();
        }
    }

    private Path file(String name) {
        Path file = folder.resolve(name);
        written.add(file);
        return file;
    }

    private static RunListener to(TranscriptWriter writer) {
        return new RunListener() {
            @Override
            public void row(TranscriptRow row) {
                try {
                    writer.write(row);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
