package org.mmscope.kernel.workingset;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Whose a working set is: a process, the system or a session. Each has an MMSUPPORT and a list at a place of its own,
 * which is found through a page directory.
 */
public abstract class WorkingSetOwner {

    private final SystemMemory system;
    private final MmSupport support;
    private final WorkingSetRoom room;
    private int listFrame;

    /**
     * @param support where the fields of the MMSUPPORT lie
     * @param room where the list lies
     * @param listFrame frame of the first page of the list
     */
    protected WorkingSetOwner(SystemMemory system, MmSupport support, WorkingSetRoom room, int listFrame) {
        this.system = system;
        this.support = support;
        this.room = room;
        this.listFrame = listFrame;
    }

    /**
     * Physical address of the directory entry through which an address of a page or of the list is found. Who asks is
     * attached: an owner that is out of memory comes back.
     */
    public abstract long directoryEntry(PteFormat format, int va);

    /** The colour for the next page. */
    public abstract int nextColor();

    /** A number that tells it from other owners: the id of a process, 0 of the system, below 0 of a session. */
    public abstract int ownerId();

    public final SystemMemory system() {
        return system;
    }

    /** Frame of the first page of the working-set list. */
    public int workingSetFrame() {
        return listFrame;
    }

    /** The list has moved to another frame. */
    protected final void listFrame(int frame) {
        listFrame = frame;
    }

    final WorkingSetRoom room() {
        return room;
    }

    /** Pages in the working set. */
    public final int workingSetSize() {
        return system.read32(support.size());
    }

    /** Pages that the working set is not trimmed below. */
    public final int minimumWorkingSet() {
        return system.read32(support.minimum());
    }

    /** Pages that the working set does not grow above when memory is short. */
    public final int maximumWorkingSet() {
        return system.read32(support.maximum());
    }

    /** Sets the two bounds, in pages. */
    public final void workingSetBounds(int minimum, int maximum) {
        system.write32(support.minimum(), minimum);
        system.write32(support.maximum(), maximum);
    }

    /** Notes where the list lies. */
    public final void describeList() {
        system.write32(support.list(), room.list());
    }

    /** Page faults taken so far. */
    public final int pageFaults() {
        return system.read32(support.faults());
    }

    /** Counts a page fault. */
    public final void countFault() {
        system.add32(support.faults(), 1);
    }

    /** Pages that a second ago had not been used for long: what the working set could spare. */
    final int idlePages() {
        return system.read32(support.idle());
    }

    final void idlePages(int pages) {
        system.write32(support.idle(), pages);
    }

    /** Pages that the working set has got in the present second: the rate at which it grows. */
    final int growth() {
        return system.read32(support.growth());
    }

    /** The growth from now on is that of the next second. */
    final void beginGrowth() {
        system.write32(support.growth(), 0);
    }

    /** The working set gave pages up at a time, in 100 ns. */
    final void trimmed(int pages, long time) {
        idlePages(Math.max(0, idlePages() - pages));
        system.write64(support.lastTrim(), time);
    }

    final void pageAdded() {
        system.add32(support.growth(), 1);
        countPage(1);
    }

    final void pageRemoved() {
        countPage(-1);
    }

    private void countPage(int delta) {
        int size = system.add32(support.size(), delta);
        if (Integer.compareUnsigned(size, system.read32(support.peak())) > 0) {
            system.write32(support.peak(), size);
        }
    }
}
