package org.mmscope.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.mmscope.kernel.MemoryConstants;
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

/** Faults of shared memory, each by a reference through the processor; mapping anew does not count. And views. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC" })
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SectionBenchmark {

    private static final int PAGES = 2048;
    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x10000;
    private static final int VIEWS = 10_000;
    private static final int CHANGES = 1000;

    /** A process with a view of a file all of whose pages have been read. */
    @State(Scope.Thread)
    public static class MappedFile {

        @Param
        public Listener listener;

        BenchKernel bench;
        EProcess process;
        int section;

        @Setup(Level.Trial)
        public void boot() {
            bench = new BenchKernel(Profile.XP, 128);
            process = bench.process("A");
            section = bench.fileSection(process, "C:\\data.bin", PAGES * (long) BenchKernel.PAGE);
            map(process, section);
            bench.kernel().eventSink(listener.sink());
        }

        /** Maps the section whole and reads each of its pages. */
        void map(EProcess in, int mapping) {
            bench.kernel().processes().attach(in);
            bench.map(in, mapping, BASE, MemoryConstants.PAGE_WRITECOPY);
            bench.touch(BASE, PAGES);
        }

        void mapAnew() {
            bench.unmap(process, BASE);
            bench.map(process, section, BASE, MemoryConstants.PAGE_WRITECOPY);
        }
    }

    /** The view mapped anew: the pages of the file are on the standby list. */
    public static class ReadFile extends MappedFile {

        @Setup(Level.Invocation)
        public void unmap() {
            Preparation.run(this::mapAnew);
        }
    }

    /** The view mapped anew, while another process has every page valid. */
    public static class SharedFile extends MappedFile {

        @Setup(Level.Trial)
        public void share() {
            EProcess other = bench.process("B");
            map(other, bench.openSection(other, "C:\\data.bin"));
            bench.kernel().processes().attach(process);
        }

        @Setup(Level.Invocation)
        public void unmap() {
            Preparation.run(this::mapAnew);
        }
    }

    /** The view mapped anew with copy-on-write, and every page read. */
    public static class CopiedFile extends MappedFile {

        @Setup(Level.Invocation)
        public void read() {
            Preparation.run(() -> {
                mapAnew();
                bench.touch(BASE, PAGES);
            });
        }
    }

    /** A process with many views of a section of the page file. */
    @State(Scope.Thread)
    public static class Views {

        @Param
        public Listener listener;

        BenchKernel bench;
        EProcess process;
        int section;
        private final int[] bases = new int[VIEWS];
        private final Random random = new Random(1);

        @Setup(Level.Trial)
        public void boot() {
            bench = new BenchKernel(Profile.XP, 128);
            process = bench.process("A");
            section = bench.section(process, VIEW, 0);
            for (int i = 0; i < VIEWS; i++) {
                bases[i] = bench.map(process, section, 0, MemoryConstants.PAGE_READWRITE);
            }
            bench.kernel().eventSink(listener.sink());
        }

        /** Unmaps one of the views and maps another. */
        void change() {
            int i = random.nextInt(VIEWS);
            bench.unmap(process, bases[i]);
            bases[i] = bench.map(process, section, 0, MemoryConstants.PAGE_READWRITE);
        }
    }

    /** Faults on pages of a mapped file that were read before: from the standby list, by way of the prototype PTE. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    @Figure(3e6)
    public int readMappedFile(ReadFile file) {
        return file.bench.touch(BASE, PAGES);
    }

    /** Faults on pages whose prototype PTE is valid. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public int validPrototype(SharedFile file) {
        return file.bench.touch(BASE, PAGES);
    }

    /** First stores to valid copy-on-write pages. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void copyOnWrite(CopiedFile file) {
        file.bench.store(BASE, PAGES);
    }

    /** A view of 64 KB unmapped or mapped among 10,000. */
    @Benchmark
    @OperationsPerInvocation(2 * CHANGES)
    public void mapOrUnmapView(Views views) {
        for (int i = 0; i < CHANGES; i++) {
            views.change();
        }
    }
}
