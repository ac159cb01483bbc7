package org.mmscope.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.mmscope.scenario.Scenario;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.SessionOptions.HistoryLimits;
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

/** A run of a million events on a machine of 64 MB: what its history costs, and how long jumps in it take. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class HistoryBenchmark {

    private static final int ROUNDS = 700;

    /** What a session keeps of its run. */
    public enum Kept {
        NOTHING(SessionOptions.headless()), HISTORY(SessionOptions.headless().withHistory(HistoryLimits.WORKBENCH)),
        EVERYTHING(SessionOptions.defaults());

        private final SessionOptions options;

        Kept(SessionOptions options) {
            this.options = options;
        }
    }

    /** What is run. */
    @State(Scope.Thread)
    public static class Run {

        @Param
        public Kept keeps;

        private final Scenario scenario = BenchSession.busy(ROUNDS);
    }

    /** A run that has ended, to jump in. */
    @State(Scope.Thread)
    public static class Ended {

        private final Random random = new Random(7);
        private Session session;
        private long statements;

        @Setup(Level.Trial)
        public void run() {
            session = BenchSession.finished(BenchSession.busy(ROUNDS), Kept.EVERYTHING.options);
            statements = session.statement();
        }

        @TearDown(Level.Trial)
        public void end() {
            session.close();
        }
    }

    /** The run, from the boot to its end. */
    @Benchmark
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public long run(Run run) {
        try (Session session = BenchSession.finished(run.scenario, run.keeps.options)) {
            return session.statement();
        }
    }

    /** A jump to any moment. Asked for: under 0.2 s, the worst of 200 under 0.5 s. */
    @Benchmark
    @Warmup(iterations = 20)
    @Measurement(iterations = 200)
    @Figure(5)
    public long jump(Ended ended) {
        ended.session.jumpTo(ended.random.nextLong(ended.statements + 1));
        return BenchSession.idle(ended.session).statement();
    }
}
