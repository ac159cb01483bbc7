package org.mmscope.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import com.sun.management.OperatingSystemMXBean;

/**
 * Operations a second of processor time, of the best iteration: what one core does when nothing else wants it. On a
 * machine that is shared, operations a second of the clock on the wall say more of the others than of the benchmark.
 * {@link Preparation} does not count.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    /** The name of the result. */
    static final String LABEL = "cpu.rate";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long begin;

    @Override
    public String getDescription() {
        return "Operations a second of processor time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        begin = system.getProcessCpuTime() - Preparation.nanoseconds();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        double seconds = (system.getProcessCpuTime() - Preparation.nanoseconds() - begin) / 1e9;
        return List.of(new ScalarResult(LABEL, result.getMetadata().getMeasuredOps() / seconds, "ops/s",
                AggregationPolicy.MAX));
    }
}
