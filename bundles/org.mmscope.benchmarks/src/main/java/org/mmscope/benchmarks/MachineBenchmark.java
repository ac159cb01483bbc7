package org.mmscope.benchmarks;

import java.util.concurrent.TimeUnit;

import org.mmscope.machine.ControlRegisters;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;
import org.mmscope.machine.TlbGeometry;
import org.mmscope.machine.VirtualClock;
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
import org.openjdk.jmh.annotations.Warmup;

/** References a second through the processor's load and store methods. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class MachineBenchmark {

    private static final int PAGE = 4096;
    private static final int END = GuestTables.BASE + GuestTables.AREA;
    private static final int WORDS = GuestTables.AREA / 4;
    private static final int PAGES = GuestTables.AREA / PAGE;
    /** Fits the data translation buffer, 64 entries. */
    private static final int HOT_PAGES = 48;
    private static final int HOT_REFERENCES = HOT_PAGES * PAGE / 4;

    /** How addresses are translated. */
    public enum Translation {
        OFF, X86, PAE
    }

    @Param
    public Translation paging;

    private Processor processor;

    @Setup
    public void prepare() {
        PagingMode mode = paging == Translation.PAE ? PagingMode.PAE : PagingMode.X86;
        PhysicalMemory memory = new PhysicalMemory(GuestTables.MEMORY);
        for (int at = 0; at < GuestTables.AREA; at += 4) {
            memory.write32(GuestTables.BASE + at, at);
        }
        GuestTables.write(mode, memory::write32);
        processor = new Processor(memory, mode, TlbGeometry.P6, new VirtualClock());
        if (paging != Translation.OFF) {
            processor.loadCr3(GuestTables.ROOT);
            processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_WP | ControlRegisters.CR0_PG);
            processor.userMode(true);
        }
    }

    /** 32-bit loads one after the other over 64 MB. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    @Figure(400e6)
    public int loadSequential() {
        int sum = 0;
        for (int va = GuestTables.BASE; va < END; va += 4) {
            sum += processor.load32(va);
        }
        return sum;
    }

    /** One 32-bit load in each 4 KB of 64 MB: with paging, each misses the translation buffer. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    @Figure(60e6)
    public int loadStride4K() {
        int sum = 0;
        for (int va = GuestTables.BASE; va < END; va += PAGE) {
            sum += processor.load32(va);
        }
        return sum;
    }

    /** 32-bit loads, each in another page than the one before, all of them in the translation buffer. */
    @Benchmark
    @OperationsPerInvocation(HOT_REFERENCES)
    @Figure(400e6)
    public int loadHotPages() {
        int sum = 0;
        for (int offset = 0; offset < PAGE; offset += 4) {
            for (int page = 0; page < HOT_PAGES; page++) {
                sum += processor.load32(GuestTables.BASE + page * PAGE + offset);
            }
        }
        return sum;
    }

    /** 32-bit stores one after the other over 64 MB. */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    @Figure(400e6)
    public void storeSequential() {
        for (int va = GuestTables.BASE; va < END; va += 4) {
            processor.store32(va, va);
        }
    }

    /** One 32-bit store in each 4 KB of 64 MB. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    @Figure(60e6)
    public void storeStride4K() {
        for (int va = GuestTables.BASE; va < END; va += PAGE) {
            processor.store32(va, va);
        }
    }
}
