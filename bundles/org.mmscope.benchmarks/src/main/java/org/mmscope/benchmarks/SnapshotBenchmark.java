package org.mmscope.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.mmscope.session.SavedMachine;
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
 * Opening the snapshot of a machine of 1 GB in full use, and writing it in other forms, in a heap of 512 MB. The score
 * is the time on the wall, the disk included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class SnapshotBenchmark {

    private Path file;
    private SavedMachine machine;

    @Setup(Level.Trial)
    public void make() throws IOException {
        file = DenseSnapshot.make();
        machine = SavedMachine.open(file);
    }

    /** Opens, validates, and reads processes and page lists. Asked for: under 2 s. */
    @Benchmark
    @Figure(0.5)
    public int open() throws IOException {
        try (SavedMachine opened = SavedMachine.open(file)) {
            return opened.view().processes().size() + opened.view().pageLists().active();
        }
    }

    /** JSON without free frames. Asked for: under 5 s. */
    @Benchmark
    @Figure(0.2)
    public long json() {
        return DenseSnapshot.export("json", machine.exportSource(), file.resolveSibling("dense.json"));
    }

    /** The physical memory, at the speed of the disk. */
    @Benchmark
    public long raw() {
        return DenseSnapshot.export("raw", machine.exportSource(), file.resolveSibling("dense.raw"));
    }

    @TearDown(Level.Trial)
    public void end() {
        machine.close();
        DenseSnapshot.remove(file);
    }
}
