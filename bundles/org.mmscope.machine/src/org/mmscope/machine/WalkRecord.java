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
    private int largePageSize;

    void begin(PagingControls controls) {
        largePageSize = 1 << controls.largePageShift();
        steps.clear();
        outcome = WalkOutcome.MAPPED;
        physicalAddress = PageWalker.NOT_MAPPED;
    }

    void add(WalkStep step) {
        steps.add(step);
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

    /**
     * Why the walk did not reach its page, in words: the entry, what it holds, what is wrong with it. Empty when it did.
     */
    public String reason() {
        WalkStep last = lastStep();
        String entry = "%s entry %d at 0x%x is 0x%x: ".formatted(last.level().title(), last.index(), last.address(),
                last.entry());
        return switch (outcome) {
        case MAPPED -> "";
        case NOT_PRESENT -> entry + "not present";
        case RESERVED_BIT -> entry + "a reserved bit is set";
        case OUTSIDE_MEMORY -> "%s entry %d would be at 0x%x: outside physical memory".formatted(last.level().title(),
                last.index(), last.address());
        case SUPERVISOR_ONLY -> entry + "for supervisor mode only";
        case READ_ONLY -> entry + "read-only";
        case NO_EXECUTE -> entry + "not to be executed";
        };
    }

    /** The size of the page that a walk reached, in bytes: 4 KB, 2 MB or 4 MB; 0 when it reached none. */
    public int pageSize() {
        if (outcome != WalkOutcome.MAPPED) {
            return 0;
        }
        return (translation & Translation.LARGE) == 0 ? PhysicalReader.FRAME_SIZE : largePageSize;
    }
}
