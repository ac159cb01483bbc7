package org.mmscope.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.image.RawImage;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.internal.ProfileLine;
import org.mmscope.session.internal.SavedRun;
import org.mmscope.session.snapshot.JsonSnapshotReader;
import org.mmscope.session.snapshot.SnapshotFile;
import org.mmscope.session.snapshot.StateChunk;

/**
 * A snapshot that is open, native or JSON: a machine at one moment that can be looked at and exported, and its run
 * where it has one. Nothing can be run in it; {@link #resume} makes a session of its own. Immutable, any thread; a JSON
 * snapshot's raw image is mapped until this is closed, and is not to be read after that.
 */
public final class SavedMachine implements AutoCloseable {

    private final Path file;
    private final MachineView view;
    private final Optional<SnapshotFile> snapshot;
    private final Optional<SavedRun> run;
    private final Optional<RawImage> image;

    private SavedMachine(Path file, MachineView view, Optional<SnapshotFile> snapshot, Optional<SavedRun> run,
            Optional<RawImage> image) {
        this.file = file;
        this.view = view;
        this.snapshot = snapshot;
        this.run = run;
        this.image = image;
    }

    /**
     * Opens a snapshot. One whose first character that is no space is a brace is JSON: it is shown with the memory of
     * the raw image of its name beside it (NAME.raw), if there is one, else as far as it tells.
     *
     * @throws org.mmscope.session.snapshot.SnapshotFormatException with the offset of the damage
     * @throws IOException if it cannot be read
     * @throws org.mmscope.kernel.view.DamagedImageException if the raw image is none of this machine
     */
    public static SavedMachine open(Path file) throws IOException {
        return isJson(file) ? openJson(file) : openNative(file);
    }

    private static boolean isJson(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = in.read();
            }
            return first == '{';
        }
    }

    private static SavedMachine openJson(Path file) throws IOException {
        MachineView told = JsonSnapshotReader.read(file);
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path beside = file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".raw");
        if (!Files.isRegularFile(beside)) {
            return new SavedMachine(file, told, Optional.empty(), Optional.empty(), Optional.empty());
        }
        RawImage image = RawImage.open(beside);
        try {
            MachineView view = KernelView.of(image, told.machine());
            return new SavedMachine(file, view, Optional.empty(), Optional.empty(), Optional.of(image));
        } catch (RuntimeException e) {
            image.close();
            throw e;
        }
    }

    private static SavedMachine openNative(Path file) throws IOException {
        SnapshotFile snapshot = SnapshotFile.open(file);
        Optional<SavedRun> run = snapshot.stateNames().contains(SavedRun.CHUNK)
                ? Optional.of(SavedRun.read(snapshot.state(SavedRun.CHUNK))) : Optional.empty();
        return new SavedMachine(file, snapshot.view(), Optional.of(snapshot), run, Optional.empty());
    }

    /** The file that was opened. */
    public Path file() {
        return file;
    }

    /** The machine. Of a JSON snapshot without its image the memory is of size 0. */
    public MachineView view() {
        return view;
    }

    /** Whether its memory is there too, so that everything can be looked at. */
    public boolean whole() {
        return view.memory().size() > 0;
    }

    /** The machine as a moment of a session that is closed. */
    public Moment moment() {
        BitSet frames = new BitSet();
        frames.set(0, view.memory().frames());
        var position = new Moment.Position(statement(), 0, 0, view.machine().time());
        return new Moment(view, SessionState.CLOSED, position, List.of(), null, frames);
    }

    /** Whether a run was saved with it, that can be gone on with. */
    public boolean resumable() {
        return run.isPresent();
    }

    /** Statements run when it was saved; 0 when it has no run. */
    public long statement() {
        return run.map(SavedRun::statement).orElse(0L);
    }

    /**
     * The text of the scenario that it was saved of, if it has one. Its machine line names the release that it ran on,
     * also where another one was asked for when it was run; lines after it may have moved by one.
     */
    public Optional<SourceText> source() {
        return run.map(saved -> ProfileLine.in(saved.source(), saved.profile()));
    }

    /**
     * A session that goes on where it was saved, as {@link Session#resume}.
     *
     * @throws SessionException if it has no run, or its scenario is refused or its machine does not start
     */
    public Session resume(SessionOptions options) {
        return Session.resume(run.orElseThrow(
                () -> new SessionException("The snapshot holds no run. It can be looked at but not resumed", null)),
                options);
    }

    /** The machine for exporters, with its run. */
    public ExportSource exportSource() {
        Map<String, StateChunk> state = new LinkedHashMap<>();
        snapshot.ifPresent(saved -> saved.stateNames().forEach(name -> state.put(name,
                out -> out.write(saved.state(name)))));
        return new ExportSource() {
            @Override
            public MachineView view() {
                return view;
            }

            @Override
            public Map<String, StateChunk> state() {
                return state;
            }
        };
    }

    /** Lets go of the raw image. */
    @Override
    public void close() {
        image.ifPresent(RawImage::close);
    }
}
