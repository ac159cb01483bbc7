package org.mmscope.model.demand;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;

/** The PFN entries of a machine by frame; each is made when it is asked for. */
final class FrameList extends AbstractList<PfnEntry> implements RandomAccess {

    private final Frames frames;
    private final Machine machine;

    FrameList(Frames frames, Machine machine) {
        this.frames = frames;
        this.machine = machine;
    }

    @Override
    public PfnEntry get(int pfn) {
        return frames.entry(Objects.checkIndex(pfn, frames.count()));
    }

    @Override
    public int size() {
        return frames.count();
    }

    @Override
    public boolean contains(Object object) {
        return indexOf(object) >= 0;
    }

    @Override
    public int indexOf(Object object) {
        return object instanceof DemandPfnEntry entry && entry.getMachine() == machine ? entry.getPfn() : -1;
    }

    @Override
    public int lastIndexOf(Object object) {
        return indexOf(object);
    }
}
