package org.mmscope.machine;

/**
 * What a {@link Processor} did since it was made. A reference that crosses a page border, and one that is restarted
 * after a page fault, looks in a translation buffer more than once. Immutable, any thread.
 *
 * @param loads
 *            data reads asked for
 * @param stores
 *            data writes asked for
 * @param fetches
 *            instruction fetches asked for
 * @param dataHits
 *            look-ups that found their page in the data translation buffer, allowed or not
 * @param dataMisses
 *            look-ups that did not
 * @param instructionHits
 *            as dataHits, of the instruction translation buffer
 * @param instructionMisses
 *            as dataMisses, of the instruction translation buffer
 * @param walks
 *            page walks: one a miss, and one for the first write through an entry that is not marked as written
 * @param faults
 *            page faults
 * @param flushes
 *            flushes of the translation buffers
 * @param invalidations
 *            entries dropped from the translation buffers by INVLPG and by page faults
 */
public record ProcessorCounters(long loads, long stores, long fetches, long dataHits, long dataMisses,
        long instructionHits, long instructionMisses, long walks, long faults, long flushes, long invalidations) {
}
