package org.mmscope.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;

/** Writes snapshots, and makes that of the dense machine in a process of its own, which has the memory for it. */
final class DenseSnapshot {

    private DenseSnapshot() {
    }

    /** Argument: the file to write. */
    public static void main(String[] arguments) {
        try (Session session = BenchSession.finished(BenchSession.dense(), SessionOptions.headless())) {
            export("mmsnap", session.exportSource(session.moment()), Path.of(arguments[0]));
        }
    }

    /** Writes a snapshot of the dense machine into a new folder. */
    static Path make() {
        try {
            Path file = Files.createTempDirectory("mmscope-bench").resolve("dense.mmsnap");
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            int exit = new ProcessBuilder(java, "-Xmx2500m", "-cp", System.getProperty("java.class.path"),
                    DenseSnapshot.class.getName(), file.toString()).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("the dense machine could not be made");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes in one form, and gives the size in bytes. */
    static long export(String kind, ExportSource source, Path file) {
        try {
            new Exporters().find(kind).orElseThrow().export(source, file, ProgressSink.NONE);
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file's folder with all that is in it. */
    static void remove(Path file) {
        try (var files = Files.list(file.getParent())) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
