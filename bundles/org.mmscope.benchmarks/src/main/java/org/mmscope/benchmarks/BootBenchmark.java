package org.mmscope.benchmarks;

import java.util.concurrent.TimeUnit;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.machine.MemoryCapture;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * The boot of a machine of 4 GB, a million frames, in a virtual machine of the host that has just started: nothing is
 * warm.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class BootBenchmark {

    private static final long MEMORY = 4L << 30;

    private long before;
    private Kernel kernel;

    /** What the machine takes of the host. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Host {

        /** Bytes for each frame, PFN entries and everything else together. */
        public double bytesAFrame;
        /** The same without the 4 KB of each frame that holds data, of which the PFN entries are some. */
        public double bytesAFrameBesidesData;
    }

    @Setup(Level.Iteration)
    public void measureBefore() {
        kernel = null;
        before = used();
    }

    /** Boots; the host's memory is looked at afterwards. */
    @Benchmark
    @Figure(2)
    public Kernel boot4GB() {
        kernel = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(MEMORY));
        return kernel;
    }

    @TearDown(Level.Iteration)
    public void measureAfter(Host host) {
        double bytes = used() - before;
        MemoryCapture memory = kernel.capture().memory();
        long data = 0;
        for (int frame = 0; frame < memory.frames(); frame++) {
            data += memory.untouched(frame) ? 0 : BenchKernel.PAGE;
        }
        host.bytesAFrame = bytes / memory.frames();
        host.bytesAFrameBesidesData = (bytes - data) / memory.frames();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
