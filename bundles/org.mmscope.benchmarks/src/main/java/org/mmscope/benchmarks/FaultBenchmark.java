package org.mmscope.benchmarks;

import java.util.concurrent.TimeUnit;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Faults of private memory, each by a reference through the processor; putting the pages back does not count. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FaultBenchmark {

    private static final int PAGES = 2048;
    private static final int BASE = 0x10000000;

    /** A process with committed memory. */
    @State(Scope.Thread)
    public static class Memory {

        @Param
        public Listener listener;

        BenchKernel bench;
        EProcess process;

        @Setup(Level.Trial)
        public void boot() {
            bench = new BenchKernel(Profile.XP, 128);
            process = bench.process("A");
            bench.allocate(process, BASE, PAGES * (long) BenchKernel.PAGE, true);
            bench.kernel().processes().attach(process);
            bench.store(BASE, PAGES);
            bench.kernel().eventSink(listener.sink());
        }
    }

    /** Every page trimmed: on the modified list. */
    public static class Trimmed extends Memory {

        @Setup(Level.Invocation)
        public void trim() {
            Preparation.run(() -> bench.kernel().processes().emptyWorkingSet(process));
        }
    }

    /** Every page given back, to the free list, and committed again. */
    public static class Untouched extends Memory {

        @Setup(Level.Invocation)
        public void commitAnew() {
            Preparation.run(() -> {
                MemoryRange range = new MemoryRange(BASE, PAGES * (long) BenchKernel.PAGE);
                BenchKernel.check(bench.kernel().virtualMemory().free(process, range, MemoryConstants.MEM_RELEASE));
                bench.allocate(process, BASE, PAGES * (long) BenchKernel.PAGE, true);
            });
        }
    }

    /** Soft faults: pages come back from the modified list. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    @Figure(4e6)
    public int soft(Trimmed memory) {
        return memory.bench.touch(BASE, PAGES);
    }

    /** Demand-zero faults: pages from the free list are zeroed first. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    @Figure(1e6)
    public int demandZero(Untouched memory) {
        return memory.bench.touch(BASE, PAGES);
    }
}
