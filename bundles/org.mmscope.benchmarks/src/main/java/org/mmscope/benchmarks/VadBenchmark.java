package org.mmscope.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

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

/**
 * Reservations that come and go. A user space of 2 GB has 32,766 places of 64 KB, so that a million VADs are those of
 * thirty-one processes, each filled almost to its end; or, to see how the cost grows, of as many processes with fewer.
 * The processes take turns of a thousand calls, a millisecond or so, as threads on a processor do: half release
 * reservations drawn at random, half make new ones where the system likes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class VadBenchmark {

    private static final int GRANULE = 0x10000;
    private static final int PROCESSES = 31;
    private static final int LARGEST = 32_600;
    private static final int TURN = 500;

    @Param({ "XP", "WS2003" })
    public Profile profile;

    @Param({ "1000000", "50000" })
    public int vads;

    @Param
    public Listener listener;

    private final List<EProcess> processes = new ArrayList<>();
    private final List<int[]> reservations = new ArrayList<>();
    private final int[] released = new int[TURN];
    private final SplittableRandom random = new SplittableRandom(1);
    private BenchKernel bench;

    @Setup(Level.Trial)
    public void fill() {
        bench = new BenchKernel(profile, 256);
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(bench.process("P" + i));
            int[] bases = new int[Math.min(LARGEST, vads / PROCESSES)];
            for (int j = 0; j < bases.length; j++) {
                bases[j] = bench.allocate(processes.get(i), 0, GRANULE, false);
            }
            reservations.add(bases);
        }
        bench.kernel().eventSink(listener.sink());
    }

    /** A reservation of 64 KB released or made among a million. */
    @Benchmark
    @OperationsPerInvocation(PROCESSES * TURN * 2)
    @Figure(1e6)
    public void allocateOrFree() {
        for (int i = 0; i < PROCESSES; i++) {
            release(processes.get(i), reservations.get(i));
            allocate(processes.get(i), reservations.get(i));
        }
    }

    private void release(EProcess process, int[] bases) {
        for (int j = 0; j < TURN; j++) {
            int which = random.nextInt(bases.length);
            while (bases[which] == 0) {
                which = (which + 1) % bases.length;
            }
            bench.release(process, bases[which]);
            bases[which] = 0;
            released[j] = which;
        }
    }

    private void allocate(EProcess process, int[] bases) {
        for (int which : released) {
            bases[which] = bench.allocate(process, 0, GRANULE, false);
        }
    }
}
