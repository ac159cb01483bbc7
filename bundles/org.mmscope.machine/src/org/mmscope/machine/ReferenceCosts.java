package org.mmscope.machine;

/**
 * What references cost in virtual time, in picoseconds.
 *
 * @param reference
 *            each reference, translated by the buffers or not
 * @param walk
 *            each page walk on top of it
 */
public record ReferenceCosts(long reference, long walk) {

    /** 2 ns a reference and 50 ns a walk: a processor of about 500 MHz with its tables in the second-level cache. */
    public static final ReferenceCosts DEFAULT = new ReferenceCosts(2_000, 50_000);

    public ReferenceCosts {
        if (reference < 0 || walk < 0) {
            throw new IllegalArgumentException("time does not run backwards");
        }
    }
}
