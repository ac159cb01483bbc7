package org.mmscope.ui.views.internal.frames;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.PageLocation;

/** The state of every frame at one moment: one byte a frame, by the values of {@link PageLocation}. */
public final class FrameStates {

    private byte[] states = new byte[0];
    private int[] counts = new int[PageLocation.values().length];

    /** Takes the states of a table. */
    public void read(PfnTable table) {
        if (states.length != table.frames()) {
            states = new byte[table.frames()];
        }
        int[] counted = new int[counts.length];
        for (int pfn = 0; pfn < states.length; pfn++) {
            int state = table.location(pfn).ordinal();
            states[pfn] = (byte) state;
            counted[state]++;
        }
        counts = counted;
    }

    /** Forgets all frames. */
    public void clear() {
        states = new byte[0];
        counts = new int[counts.length];
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
