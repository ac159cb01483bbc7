package org.mmscope.kernel.process;

import org.mmscope.kernel.ExecuteOptions;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.WorkingSetOwner;

/**
 * The accessor of one EPROCESS. What it remembers beside the address, the directory and the frame of the working-set
 * list, it reads again when the process has come back to memory in other frames, or memory was put back.
 */
public final class ProcessObject extends WorkingSetOwner implements EProcess {

    private static final int NAME_LENGTH = 15;
    private static final int OUTSWAP_ENABLED = 1 << 6;
    private static final int OUTSWAPPED = 1 << 7;
    /** PROCESS_STATE of KPROCESS.State. */
    private static final int OUT_OF_MEMORY = 1;

    private final SystemMemory system;
    private final ProcessLayout layout;
    private final int address;
    private final Presence presence;
    private long root;
    private int generation;

    /** Brings processes back whose directory is wanted. */
    @FunctionalInterface
    interface Presence {

        /** A process is attached; the root of its address space is in memory afterwards. */
        void require(ProcessObject process);
    }

    ProcessObject(SystemMemory system, ProcessLayout layout, int address, Presence presence) {
        super(system, layout.support(address), layout.room(), 0);
        this.system = system;
        this.layout = layout;
        this.address = address;
        this.presence = presence;
        generation = system.generation() - 1;
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public int processId() {
        return system.read32(address + layout.processId);
    }

    @Override
    public String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            int character = system.read8(address + layout.imageFileName + i);
            if (character == 0) {
                break;
            }
            name.append((char) character);
        }
        return name.toString();
    }

    @Override
    public long directoryTableBase() {
        return get(layout.directoryTableBase) & 0xFFFFFFFFL;
    }

    /**
     * The directory through which pages and list are found, as {@code Processor.cr3()} has it. Who asks is attached: a
     * process that is out of memory comes back.
     */
    public long root() {
        if (generation != system.generation()) {
            attach();
        }
        return root;
    }

    @Override
    public int workingSetFrame() {
        if (generation != system.generation()) {
            attach();
        }
        return super.workingSetFrame();
    }

    private void attach() {
        if (rootOutswapped()) {
            presence.require(this);
        }
        root = directoryTableBase();
        listFrame(get(layout.workingSetPage));
        generation = system.generation();
    }

    @Override
    public int peb() {
        return system.read32(address + layout.peb);
    }

    public ProcessLayout layout() {
        return layout;
    }

    /** The value of a 32-bit field at an offset of {@link ProcessLayout}. */
    public int get(int offset) {
        return system.read32(address + offset);
    }

    public void set(int offset, int value) {
        system.write32(address + offset, value);
    }

    /** Adds to a counter and gives its new value. */
    public int add(int offset, int delta) {
        return system.add32(address + offset, delta);
    }

    /** Adds to a counter and raises its peak. */
    public void addWithPeak(int offset, int peak, int delta) {
        int value = add(offset, delta);
        if (Integer.compareUnsigned(value, get(peak)) > 0) {
            set(peak, value);
        }
    }

    /** Whether data may be executed, as KPROCESS.ExecuteOptions says. */
    public boolean executesData() {
        return (executeOptions() & ExecuteOptions.ENABLE) != 0;
    }

    int executeOptions() {
        return system.read8(address + layout.executeOptions);
    }

    void executeOptions(int options) {
        system.write8(address + layout.executeOptions, options);
    }

    /** Whether the process has been swapped out: State of the KPROCESS, and Flags.OutswapEnabled. */
    public boolean outswapped() {
        return system.read8(address + layout.state) == OUT_OF_MEMORY;
    }

    public void outswapped(boolean value) {
        flag(OUTSWAP_ENABLED, value);
        system.write8(address + layout.state, value ? OUT_OF_MEMORY : 0);
    }

    /** Whether the root of the address space is out of memory, too, or leaving it: Flags.Outswapped. */
    public boolean rootOutswapped() {
        return (get(layout.flags) & OUTSWAPPED) != 0;
    }

    void rootOutswapped(boolean value) {
        flag(OUTSWAPPED, value);
        system.outdate();
    }

    private void flag(int bit, boolean value) {
        int others = get(layout.flags) & ~bit;
        set(layout.flags, value ? others | bit : others);
    }

    /** The handle table's address. */
    public int objectTable() {
        return get(layout.objectTable);
    }

    @Override
    public long directoryEntry(PteFormat format, int va) {
        return format.directoryEntry(system.physical(), root(), va);
    }

    @Override
    public int ownerId() {
        return processId();
    }

    @Override
    public int nextColor() {
        int color = system.read16(address + layout.nextPageColor);
        system.write16(address + layout.nextPageColor, color + 1 & 0xFFFF);
        return color;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessObject process && process.address == address;
    }

    @Override
    public int hashCode() {
        return address;
    }

    @Override
    public String toString() {
        return name() + " (" + processId() + ")";
    }
}
