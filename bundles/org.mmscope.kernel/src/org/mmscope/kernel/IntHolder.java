package org.mmscope.kernel;

/** An out parameter of 32 bits. */
public final class IntHolder {

    public int value;
}
