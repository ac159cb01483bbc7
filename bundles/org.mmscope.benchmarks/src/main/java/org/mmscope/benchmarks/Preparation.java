package org.mmscope.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Work between the operations of a benchmark that belongs to none of them. {@link CpuTimeProfiler} takes its processor
 * time off the iteration's. One benchmark thread.
 */
final class Preparation {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static long nanoseconds;

    private Preparation() {
    }

    /** Does the work; it should be worth a hundred microseconds of operations, or asking for the time shows. */
    static void run(Runnable work) {
        long begin = THREADS.getCurrentThreadCpuTime();
        work.run();
        nanoseconds += THREADS.getCurrentThreadCpuTime() - begin;
    }

    /** Processor time of all the work so far, in nanoseconds. */
    static long nanoseconds() {
        return nanoseconds;
    }
}
