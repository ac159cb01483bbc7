package org.mmscope.benchmarks;

import org.mmscope.kernel.event.Events;

/**
 * Another program, or the engine without something, that does the work of a suite's benchmarks, by methods of the same
 * names.
 */
enum Peer {

    UNICORN(UnicornBenchmark.class, "Unicorn") {
        @Override
        boolean installed() {
            return UnicornLibrary.find().isPresent();
        }

        @Override
        String note() {
            return installed() ? UnicornLibrary.find().orElseThrow().note()
                    : "To see " + title() + " beside it: " + UnicornLibrary.HOW_TO_INSTALL;
        }
    },
    KERNEL_WITHOUT_EVENTS(FaultsWithoutEvents.class, "no events"),
    SECTIONS_WITHOUT_EVENTS(SectionsWithoutEvents.class, "no events");

    private final Class<?> benchmark;
    private final String title;

    Peer(Class<?> benchmark, String title) {
        this.benchmark = benchmark;
        this.title = title;
    }

    boolean installed() {
        return true;
    }

    /** What there is to know of the peer's figures, or how to install it. */
    String note() {
        return "Beside it the same kernel without events (-D" + Events.ABSENT
                + "=true): the ratio says what telling costs.";
    }

    Class<?> benchmark() {
        return benchmark;
    }

    String title() {
        return title;
    }
}
