package org.mmscope.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks: {@code [NAME …] [--quick] [--json PATH]}. Prints what JMH prints while it runs, then one row a
 * benchmark, with the peer's figure beside it.
 */
public final class Benchmarks {

    private final List<Suite> suites = new ArrayList<>();
    private boolean quick;
    private String json;

    private Benchmarks() {
    }

    public static void main(String[] arguments) throws RunnerException {
        Benchmarks benchmarks = new Benchmarks();
        if (!benchmarks.parse(List.of(arguments))) {
            System.exit(2);
        }
        for (Suite suite : benchmarks.suites) {
            benchmarks.run(suite);
        }
    }

    private boolean parse(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("--json") && i + 1 < arguments.size()) {
                json = arguments.get(++i);
            } else if (Suite.named(argument).isPresent()) {
                suites.add(Suite.named(argument).get());
            } else {
                System.err.println("mmscope: bench: " + argument + ": expected [NAME …] [--quick] [--json PATH] with NAME one of "
                        + List.of(Suite.values()).stream().map(Suite::title).toList());
                return false;
            }
        }
        if (suites.isEmpty()) {
            suites.addAll(List.of(Suite.values()));
        }
        return true;
    }

    private void run(Suite suite) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder().addProfiler(GCProfiler.class).addProfiler(CpuTimeProfiler.class);
        suite.benchmarks().forEach(benchmark -> options.include(benchmark.getName() + "\\."));
        suite.peer().filter(Peer::installed).ifPresent(peer -> options.include(peer.benchmark().getName() + "\\."));
        if (quick) {
            options.warmupIterations(2).measurementIterations(5);
        }
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        new Report(suite, results).print(System.out);
        suite.peer().ifPresent(peer -> System.out.println(peer.note()));
    }
}
