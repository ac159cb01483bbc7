package org.mmscope.kernel.view;

/** A working set, from its MMSUPPORT; all in pages. */
public record WorkingSetView(long size, long minimum, long maximum, long peak) {
}
