package org.mmscope.machine;

/**
 * A request in a disk's queue. Immutable.
 *
 * @param request
 *            what was asked for
 * @param start
 *            when the disk begins with it, in 100 ns units
 * @param completion
 *            when it is done, in 100 ns units
 */
public record DiskTransfer(DiskRequest request, long start, long completion) {
}
