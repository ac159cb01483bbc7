package org.mmscope.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The closing table of a run: millions of operations a second of processor time in the best iteration, the peer's, the
 * ratio, bytes allocated an operation.
 */
final class Report {

    private static final String ROW = "%-22s %-6s %12s %12s %8s %10s%n";

    private final Suite suite;
    private final Collection<RunResult> results;
    private final Map<String, Double> peers = new HashMap<>();

    Report(Suite suite, Collection<RunResult> results) {
        this.suite = suite;
        this.results = results;
        for (RunResult result : results) {
            if (isOf(result, suite.peer())) {
                peers.put(key(result), score(result));
            }
        }
    }

    void print(PrintStream to) {
        to.println();
        to.printf(ROW, suite.title(), "paging", "M/s", suite.peerName(), "ratio", "bytes/op");
        for (RunResult result : results) {
            if (isOf(result, suite.benchmark())) {
                Double peer = peers.get(key(result));
                to.printf(ROW, method(result), result.getParams().getParam("paging"), format(score(result)),
                        peer == null ? "" : format(peer), peer == null ? "" : format(score(result) / peer),
                        "%.2f".formatted(allocated(result)));
            }
        }
    }

    private static String key(RunResult result) {
        return method(result) + " " + result.getParams().getParam("paging");
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean isOf(RunResult result, Class<?> benchmark) {
        return result.getParams().getBenchmark().startsWith(benchmark.getName() + ".");
    }

    private static double score(RunResult result) {
        return result.getSecondaryResults().get(CpuTimeProfiler.LABEL).getScore() / 1e6;
    }

    private static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return bytes == null ? Double.NaN : bytes.getScore();
    }

    private static String format(double value) {
        return "%.1f".formatted(value);
    }
}
