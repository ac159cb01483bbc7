package org.mmscope.kernel;

/** An out parameter of 64 bits. */
public final class LongHolder {

    public long value;
}
