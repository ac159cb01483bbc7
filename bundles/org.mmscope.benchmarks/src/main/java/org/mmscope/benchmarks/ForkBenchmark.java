package org.mmscope.benchmarks;

import java.util.concurrent.TimeUnit;

import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The fork of a process of 100 MB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ForkBenchmark {

    private static final int BASE = 0x10000000;
    private static final int PAGES = (100 << 20) / BenchKernel.PAGE;

    @Param
    public Listener listener;

    private BenchKernel bench;
    private EProcess parent;
    private final EProcess[] child = new EProcess[1];

    @Setup(Level.Trial)
    public void boot() {
        bench = new BenchKernel(Profile.XP, 256);
        bench.kernel().eventSink(listener.sink());
    }

    /** Every page is the parent's own: what a fork shared once stays shared. */
    @Setup(Level.Invocation)
    public void fill() {
        Preparation.run(() -> {
            parent = bench.process("A");
            bench.allocate(parent, BASE, PAGES * (long) BenchKernel.PAGE, true);
            bench.kernel().processes().attach(parent);
            bench.store(BASE, PAGES);
        });
    }

    @TearDown(Level.Invocation)
    public void end() {
        Preparation.run(() -> {
            bench.kernel().processes().exit(child[0]);
            bench.kernel().processes().exit(parent);
        });
    }

    /** Forks a process all of whose 25,600 pages are in its working set. */
    @Benchmark
    public void fork100MB() {
        BenchKernel.check(bench.kernel().processes().fork(parent, ProcessOptions.named("B"), child));
    }
}
