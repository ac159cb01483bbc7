package org.mmscope.kernel.view;

/** A page file; sizes in pages. */
public record PageFileView(String path, long sizePages, long usedPages, long peakPages) {
}
