package org.mmscope.machine;

/**
 * The machine's own time, in units of 100 ns from its start. It moves when somebody advances it and as references are
 * made; never by itself. Owned by the engine's thread.
 */
public final class VirtualClock {

    /** Units in a second. */
    public static final long SECOND = 10_000_000;
    private static final long UNIT_PICOSECONDS = 100_000;

    /** Somebody whose work takes time, asked when the time is asked for. */
    interface Meter {
        /** Picoseconds of work done since the last call. */
        long drain();
    }

    private Meter meter = () -> 0;
    private long time;
    private long picoseconds;

    /** Makes a processor's references take time; the one before stops to. */
    void meter(Meter by) {
        settle();
        meter = by;
    }

    /** The time, in 100 ns units. */
    public long time() {
        settle();
        return time;
    }

    /**
     * Lets time pass.
     *
     * @param units
     *            in 100 ns
     * @throws IllegalArgumentException
     *             if negative
     */
    public void advance(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("time does not run backwards");
        }
        time += units;
    }

    /** Sets the time, in 100 ns units. */
    public void set(long to) {
        settle();
        time = to;
        picoseconds = 0;
    }

    private void settle() {
        picoseconds += meter.drain();
        time += picoseconds / UNIT_PICOSECONDS;
        picoseconds %= UNIT_PICOSECONDS;
    }

    /** Takes no account of what the meter counted since it was last asked: its counts were set. */
    void skip() {
        meter.drain();
    }

    /** The present state, to keep. */
    public ClockCapture capture() {
        settle();
        return new ClockCapture(time, picoseconds);
    }

    /** Goes back to a captured time. */
    public void restore(ClockCapture capture) {
        skip();
        time = capture.time();
        picoseconds = capture.picoseconds();
    }
}
