package org.mmscope.machine;

/**
 * One entry of a translation buffer. Immutable.
 *
 * @param set
 *            set it lies in, counted within the part for its page size
 * @param way
 *            place in the set
 * @param va
 *            first linear address of the page, unsigned
 * @param pa
 *            first physical address of the page
 * @param size
 *            size of the page in bytes
 * @param flags
 *            bits of {@link Translation}
 */
public record TlbEntry(int set, int way, long va, long pa, int size, int flags) {
}
