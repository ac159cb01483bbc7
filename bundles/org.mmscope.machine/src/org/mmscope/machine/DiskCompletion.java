package org.mmscope.machine;

/**
 * A request that is done. Immutable.
 *
 * @param request
 *            what was asked for
 * @param time
 *            when it was done, in 100 ns units
 * @param failed
 *            whether a bad sector was met; no byte was moved then
 */
public record DiskCompletion(DiskRequest request, long time, boolean failed) {
}
