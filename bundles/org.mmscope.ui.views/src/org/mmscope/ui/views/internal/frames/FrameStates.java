package org.mmscope.ui.views.internal.frames;

import java.util.BitSet;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.PageLocation;

/** The state of every frame at one moment: one byte a frame, by the values of {@link PageLocation}. UI thread. */
public final class FrameStates {

    private byte[] states = new byte[0];
    private int[] counts = new int[PageLocation.values().length];

    /** The states of all frames of a table. Any thread. */
    static byte[] read(PfnTable table) {
        byte[] read = new byte[table.frames()];
        for (int frame = 0; frame < read.length; frame++) {
            read[frame] = stateIn(table, frame);
        }
        return read;
    }

    private static byte stateIn(PfnTable table, int frame) {
        return (byte) table.location(frame).ordinal();
    }

    /**
     * Takes states as they were read.
     *
     * @param read given up to this object
     * @param counted how many of them have each value
     */
    void take(byte[] read, int[] counted) {
        states = read;
        counts = counted;
    }

    /** How many states have each value. Any thread. */
    static int[] count(byte[] read) {
        int[] counted = new int[PageLocation.values().length];
        for (byte state : read) {
            counted[state]++;
        }
        return counted;
    }

    /** Reads some frames again from a table of as many frames. */
    void update(PfnTable table, BitSet frames) {
        for (int frame = frames.nextSetBit(0); frame >= 0; frame = frames.nextSetBit(frame + 1)) {
            counts[states[frame]]--;
            states[frame] = stateIn(table, frame);
            counts[states[frame]]++;
        }
    }

    /** Forgets all frames. */
    void clear() {
        take(new byte[0], new int[counts.length]);
    }

    /** How many frames there are. */
    public int frames() {
        return states.length;
    }

    /** The state of a frame. */
    public PageLocation state(int frame) {
        return PageLocation.get(states[frame]);
    }

    /** How many frames are in a state. */
    public int count(PageLocation location) {
        return counts[location.getValue()];
    }

    byte value(int frame) {
        return states[frame];
    }
}
