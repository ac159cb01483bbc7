package org.mmscope.session.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

import org.mmscope.session.Sample;

/**
 * Samples of a run at equal distances of statements. When there are too many, every other one goes and the distance
 * doubles, so that what is kept depends on nothing but how far the run has come. Written by the engine thread, read by
 * any.
 */
final class Samples {

    private final int limit;
    private final List<Sample> samples = new ArrayList<>();
    private long distance = 1;
    private long next;

    /** @param limit samples kept at most, even */
    Samples(int limit) {
        this.limit = limit;
    }

    /** Takes a sample if one is due after so many statements; each place is taken once. */
    void reached(long statement, LongFunction<Sample> machine) {
        if (limit > 0 && statement == next) {
            Sample sample = machine.apply(statement);
            if (sample != null) {
                add(sample);
            }
            next = statement + distance;
        }
    }

    private synchronized void add(Sample sample) {
        if (samples.size() == limit) {
            distance *= 2;
            samples.removeIf(kept -> kept.statement() % distance != 0);
        }
        if (sample.statement() % distance == 0) {
            samples.add(sample);
        }
    }

    synchronized List<Sample> list() {
        return List.copyOf(samples);
    }
}
