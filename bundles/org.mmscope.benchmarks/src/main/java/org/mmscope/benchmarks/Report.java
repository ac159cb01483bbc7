package org.mmscope.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The closing table of a run: millions of operations a second of processor time in the best iteration, the time of one,
 * the rate asked for, the peer's, the ratio, bytes allocated an operation, and what else a benchmark counted.
 */
final class Report {

    private static final String ROW = "%-18s %-24s %9s %9s %9s %9s %6s %9s %s%n";

    private final Suite suite;
    private final Collection<RunResult> results;
    private final Map<String, Double> peers = new HashMap<>();

    Report(Suite suite, Collection<RunResult> results) {
        this.suite = suite;
        this.results = results;
        for (RunResult result : results) {
            if (suite.peer().filter(peer -> isOf(result, peer.benchmark())).isPresent()) {
                peers.put(key(result), rate(result));
            }
        }
    }

    void print(PrintStream to) {
        to.println();
        to.printf(ROW, suite.title(), "with", "M/s", "each", "asked", suite.peer().map(Peer::title).orElse(""),
                suite.peer().isPresent() ? "ratio" : "", "bytes/op", "");
        for (RunResult result : results) {
            if (suite.benchmarks().stream().anyMatch(benchmark -> isOf(result, benchmark))) {
                print(result, to);
            }
        }
    }

    private void print(RunResult result, PrintStream to) {
        Double peer = peers.get(key(result));
        to.printf(ROW, method(result), parameters(result), millions(rate(result)), time(1 / rate(result)),
                asked(result), peer == null ? "" : millions(peer),
                peer == null ? "" : "%.2f".formatted(rate(result) / peer), "%.2f".formatted(allocated(result)),
                counted(result));
    }

    private static String key(RunResult result) {
        return method(result) + " " + parameters(result);
    }

    private static String parameters(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        return parameters.getParamsKeys().stream().map(parameters::getParam).collect(Collectors.joining(" "));
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean isOf(RunResult result, Class<?> benchmark) {
        return result.getParams().getBenchmark().startsWith(benchmark.getName() + ".");
    }

    private static double rate(RunResult result) {
        return result.getSecondaryResults().get(CpuTimeProfiler.LABEL).getScore();
    }

    /** What is asked of this benchmark with these parameters, in millions a second; empty if nothing is. */
    private String asked(RunResult result) {
        boolean recorded = List.of(parameters(result).split(" ")).contains(Listener.RECORDER.name());
        return suite.benchmarks().stream().filter(benchmark -> isOf(result, benchmark))
                .flatMap(benchmark -> Stream.of(benchmark.getMethods()))
                .filter(method -> method.getName().equals(method(result)))
                .map(method -> method.getAnnotation(Figure.class))
                .map(figure -> figure == null ? "" : millions(figure.value() / (recorded ? 2 : 1))).findFirst()
                .orElse("");
    }

    private static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return bytes == null ? Double.NaN : bytes.getScore();
    }

    /** What the benchmark counted besides. */
    private static String counted(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(CpuTimeProfiler.LABEL) && !entry.getKey().startsWith("gc."))
                .map(entry -> "%s=%.2f".formatted(entry.getKey(), entry.getValue().getStatistics().getMean()))
                .collect(Collectors.joining(" "));
    }

    private static String millions(double rate) {
        return rate < 1e4 ? "%.6f".formatted(rate / 1e6) : rate < 1e7 ? "%.2f".formatted(rate / 1e6)
                : "%.1f".formatted(rate / 1e6);
    }

    private static String time(double seconds) {
        return seconds < 1e-5 ? "%.1f ns".formatted(seconds * 1e9) : "%.2f ms".formatted(seconds * 1e3);
    }
}
