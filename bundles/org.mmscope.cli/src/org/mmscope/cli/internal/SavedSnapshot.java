package org.mmscope.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.image.RawImage;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.snapshot.JsonSnapshotReader;
import org.mmscope.session.snapshot.SnapshotFile;
import org.mmscope.session.snapshot.SnapshotFormatException;
import org.mmscope.session.snapshot.StateChunk;

/** A snapshot in a file, native or JSON, as something that can be exported. */
record SavedSnapshot(MachineView view, Map<String, StateChunk> state) implements ExportSource {

    /**
     * Opens a snapshot; a JSON one with the raw image of its name beside it, if there is one.
     *
     * @throws RefusedException if it is damaged or is none
     */
    static SavedSnapshot open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new RefusedException(file + ": is a folder; name a snapshot in it");
        }
        try {
            return isJson(file) ? ofJson(file) : ofNative(file);
        } catch (SnapshotFormatException e) {
            throw new RefusedException(file + ": " + e.getMessage());
        }
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

    private static SavedSnapshot ofJson(Path file) throws IOException {
        MachineView told = JsonSnapshotReader.read(file);
        Path image = file.resolveSibling(Paths.baseName(file) + ".raw");
        boolean whole = Files.isRegularFile(image);
        // The view reads the image in place, so that it stays mapped until the program ends.
        return new SavedSnapshot(whole ? KernelView.of(RawImage.open(image), told.machine()) : told, Map.of());
    }

    private static SavedSnapshot ofNative(Path file) throws IOException {
        SnapshotFile snapshot = SnapshotFile.open(file);
        Map<String, StateChunk> state = new LinkedHashMap<>();
        for (String name : snapshot.stateNames()) {
            state.put(name, out -> out.write(snapshot.state(name)));
        }
        return new SavedSnapshot(snapshot.view(), state);
    }
}
