package org.mmscope.benchmarks;

import java.util.concurrent.TimeUnit;

import org.mmscope.machine.PagingMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The loads of {@link MachineBenchmark} in Unicorn: guest code that adds up the same words. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class UnicornBenchmark {

    private static final int PAGE = 4096;
    private static final int WORDS = GuestTables.AREA / 4;
    private static final int PAGES = GuestTables.AREA / PAGE;
    private static final int SEQUENTIAL = 0x0020_0000;
    private static final int STRIDE = 0x0020_1000;
    /** Maps the first 4 MB as they are, for the code. */
    private static final int IDENTITY = 0xE7;

    /** How addresses are translated. */
    public enum Translation {
        OFF, X86
    }

    @Param
    public Translation paging;

    private UnicornMachine machine;
    private byte[] sequential;
    private byte[] stride;

    @Setup
    public void prepare() {
        sequential = GuestCode.sum(GuestTables.BASE, WORDS, 4);
        stride = GuestCode.sum(GuestTables.BASE, PAGES, PAGE);
        machine = new UnicornMachine(UnicornLibrary.find().orElseThrow(), GuestTables.MEMORY);
        machine.write(SEQUENTIAL, sequential);
        machine.write(STRIDE, stride);
        for (int at = 0; at < GuestTables.AREA; at += 4) {
            machine.write32(GuestTables.BASE + at, at);
        }
        if (paging == Translation.X86) {
            GuestTables.write(PagingMode.X86, machine::write32);
            machine.write32(GuestTables.ROOT, IDENTITY);
            machine.page(GuestTables.ROOT);
        }
        check(loadSequential(), WORDS, 4);
        check(loadStride4K(), PAGES, PAGE);
    }

    private static void check(int sum, int count, int stride) {
        int expected = 0;
        for (int i = 0; i < count; i++) {
            expected += i * stride;
        }
        if (sum != expected) {
            throw new IllegalStateException("the guest added up " + sum + ", not " + expected);
        }
    }

    @TearDown
    public void finish() {
        machine.close();
    }

    /** 32-bit loads one after the other over 64 MB. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public int loadSequential() {
        return machine.run(SEQUENTIAL, SEQUENTIAL + sequential.length);
    }

    /** One 32-bit load in each 4 KB of 64 MB. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public int loadStride4K() {
        return machine.run(STRIDE, STRIDE + stride.length);
    }
}
