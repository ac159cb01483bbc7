package org.mmscope.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for by name on the command line. */
enum Suite {

    /** References through the processor, beside Unicorn. */
    MACHINE(MachineBenchmark.class, UnicornBenchmark.class, "Unicorn", UnicornLibrary.HOW_TO_INSTALL) {
        @Override
        boolean peerInstalled() {
            return UnicornLibrary.find().isPresent();
        }

        @Override
        String peerNote() {
            return UnicornLibrary.find().orElseThrow().note();
        }
    };

    private final Class<?> benchmark;
    private final Class<?> peer;
    private final String peerName;
    private final String howToInstall;

    Suite(Class<?> benchmark, Class<?> peer, String peerName, String howToInstall) {
        this.benchmark = benchmark;
        this.peer = peer;
        this.peerName = peerName;
        this.howToInstall = howToInstall;
    }

    abstract boolean peerInstalled();

    /** What there is to know of the peer's figures. */
    abstract String peerNote();

    Class<?> benchmark() {
        return benchmark;
    }

    Class<?> peer() {
        return peer;
    }

    String peerName() {
        return peerName;
    }

    String howToInstall() {
        return howToInstall;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Suite> named(String name) {
        return List.of(values()).stream().filter(suite -> suite.title().equals(name)).findFirst();
    }
}
