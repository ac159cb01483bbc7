package org.mmscope.model.demand;

import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.internal.ModelFactoryImpl;

/**
 * Makes objects of the model, of which the machine's PFN entries and the references between them and the page table
 * entries are found when they are asked for; these cannot be set. All others are as of
 * {@link org.mmscope.model.ModelFactory#eINSTANCE}.
 */
public final class DemandFactory extends ModelFactoryImpl {

    private final Frames frames;

    /** A factory for one machine. */
    public DemandFactory(Frames frames) {
        this.frames = frames;
    }

    @Override
    public Machine createMachine() {
        return new DemandMachine(frames);
    }

    @Override
    public PfnEntry createPfnEntry() {
        return new DemandPfnEntry(frames);
    }

    /** An entry of a frame of a machine, which knows the machine without being known by it. */
    public PfnEntry createPfnEntry(Machine machine, int pfn) {
        DemandPfnEntry entry = new DemandPfnEntry(frames);
        entry.setPfn(pfn);
        entry.placeIn(machine);
        return entry;
    }

    @Override
    public Pte createPte() {
        return new DemandPte(frames);
    }

    @Override
    public PrototypePte createPrototypePte() {
        return new DemandPrototypePte(frames);
    }
}
