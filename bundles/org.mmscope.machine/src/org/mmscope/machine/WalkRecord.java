package org.mmscope.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a page walk did: the entries it looked at, in order, and how it ended. A walk given a record clears it first.
 * This is what the translation diagram draws. Not for several threads.
 */
public final class WalkRecord {

    private final List<WalkStep> steps = new ArrayList<>(3);
    private WalkOutcome outcome = WalkOutcome.NOT_PRESENT;
    private int errorCode;
    private long physicalAddress = PageWalker.NOT_MAPPED;
    private long translation;

    void begin() {
        steps.clear();
        outcome = WalkOutcome.MAPPED;
        physicalAddress = PageWalker.NOT_MAPPED;
    }

    void step(WalkStep.Level level, int index, long address, long entry, long written) {
        steps.add(new WalkStep(level, index, address, entry, written));
    }

    void fail(WalkOutcome reason) {
        outcome = reason;
    }

    void end(int va, long result) {
        translation = result;
        errorCode = Translation.isFault(result) ? Translation.errorCode(result) : 0;
        if (!Translation.isFault(result)) {
            physicalAddress = Translation.base(result) | va & FrameStore.OFFSET_MASK;
        }
    }

    /** The entries looked at, from CR3 on: one to three. */
    public List<WalkStep> steps() {
        return List.copyOf(steps);
    }

    /** The entry looked at last: it maps the page, or is the one where the walk failed. */
    public WalkStep lastStep() {
        return steps.getLast();
    }

    public WalkOutcome outcome() {
        return outcome;
    }

    /** The error code of the page fault that the reference gives, bits of {@link PageFault}; 0 when it gives none. */
    public int errorCode() {
        return errorCode;
    }

    /** The physical address of the byte, or {@link PageWalker#NOT_MAPPED} when the reference faults. */
    public long physicalAddress() {
        return physicalAddress;
    }

    /** The result of the walk as a {@link Translation}. */
    public long translation() {
        return translation;
    }
}
