package org.mmscope.machine;

/**
 * The time of a {@link VirtualClock} at one moment. Immutable, any thread.
 *
 * @param time
 *            in 100 ns units
 * @param picoseconds
 *            what is left below a unit
 */
public record ClockCapture(long time, long picoseconds) {
}
