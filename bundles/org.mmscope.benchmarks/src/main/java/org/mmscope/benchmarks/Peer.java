package org.mmscope.benchmarks;

/** Another program that does the work of a suite's benchmarks, by methods of the same names. */
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
    };

    private final Class<?> benchmark;
    private final String title;

    Peer(Class<?> benchmark, String title) {
        this.benchmark = benchmark;
        this.title = title;
    }

    abstract boolean installed();

    /** What there is to know of the peer's figures, or how to install it. */
    abstract String note();

    Class<?> benchmark() {
        return benchmark;
    }

    String title() {
        return title;
    }
}
