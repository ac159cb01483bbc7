package org.mmscope.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Saving a running machine of 1 GB in full use: what it holds is in the host's memory, so that the heap is larger by
 * that. The score is the time on the wall, the disk included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2500m")
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class SaveBenchmark {

    private Path file;
    private Session session;

    @Setup(Level.Trial)
    public void run() throws IOException {
        file = Files.createTempDirectory("mmscope-bench").resolve("saved.mmsnap");
        session = BenchSession.finished(BenchSession.dense(), SessionOptions.headless());
    }

    /** Saves, forces to the disk and renames. Asked for: under 2 s. */
    @Benchmark
    @Figure(0.5)
    public long save() {
        return DenseSnapshot.export("mmsnap", session.exportSource(session.moment()), file);
    }

    @TearDown(Level.Trial)
    public void end() {
        session.close();
        DenseSnapshot.remove(file);
    }
}
