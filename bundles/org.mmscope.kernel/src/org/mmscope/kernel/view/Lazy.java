package org.mmscope.kernel.view;

import java.util.function.Supplier;

/** A value made when first asked for; whoever else asks meanwhile waits. */
final class Lazy<T> implements Supplier<T> {

    private Supplier<T> source;
    private volatile T value;

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        if (value == null) {
            make();
        }
        return value;
    }

    private synchronized void make() {
        if (value == null) {
            value = source.get();
            source = null;
        }
    }
}
