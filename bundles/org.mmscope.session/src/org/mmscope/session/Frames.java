package org.mmscope.session;

import java.util.BitSet;

import org.mmscope.machine.MemoryCapture;
import org.mmscope.machine.PhysicalReader;

/** Compares the frames of two moments. */
final class Frames {

    private Frames() {
    }

    /** Frames that may differ between two memories; all of them when nothing is known. */
    static BitSet changed(PhysicalReader before, PhysicalReader after) {
        if (before instanceof MemoryCapture a && after instanceof MemoryCapture b && a.size() == b.size()) {
            return b.changedFrames(a);
        }
        BitSet all = new BitSet();
        all.set(0, after.frames());
        return all;
    }
}
