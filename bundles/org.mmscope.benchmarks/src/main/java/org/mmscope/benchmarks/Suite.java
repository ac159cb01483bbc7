package org.mmscope.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for by name on the command line. */
enum Suite {

    /** References through the processor, beside Unicorn. */
    MACHINE(Peer.UNICORN, MachineBenchmark.class),
    /** Faults of private memory, reservations, the boot; beside the faults those of a kernel without events. */
    KERNEL(Peer.KERNEL_WITHOUT_EVENTS, FaultBenchmark.class, VadBenchmark.class, BootBenchmark.class),
    /** Faults of shared memory, views, fork; beside all but fork a kernel without events. */
    SECTIONS(Peer.SECTIONS_WITHOUT_EVENTS, SectionBenchmark.class, ForkBenchmark.class),
    /** Snapshots of a machine of 1 GB in full use, and the history of a run. */
    SESSION(null, SaveBenchmark.class, SnapshotBenchmark.class, HistoryBenchmark.class);

    private final Peer peer;
    private final List<Class<?>> benchmarks;

    Suite(Peer peer, Class<?>... benchmarks) {
        this.peer = peer;
        this.benchmarks = List.of(benchmarks);
    }

    List<Class<?>> benchmarks() {
        return benchmarks;
    }

    /** Who does the same work in the same run. */
    Optional<Peer> peer() {
        return Optional.ofNullable(peer);
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Suite> named(String name) {
        return List.of(values()).stream().filter(suite -> suite.title().equals(name)).findFirst();
    }
}
