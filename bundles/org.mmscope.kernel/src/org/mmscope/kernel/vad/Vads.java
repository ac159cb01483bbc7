package org.mmscope.kernel.vad;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/** The accessor of VADs by address. Addresses of ranges are virtual addresses, the last byte included. */
public final class Vads {

    /** No VAD. */
    public static final int NONE = 0;

    private static final int PAGE_MASK = 0xFFF;

    private final SystemMemory system;
    private final VadLayout layout;
    private final Pool pool;

    public Vads(SystemMemory system, VadLayout layout, Pool nonPaged) {
        this.system = system;
        this.layout = layout;
        pool = nonPaged;
    }

    public VadLayout layout() {
        return layout;
    }

    public SystemMemory system() {
        return system;
    }

    /** Allocates a VAD of private memory, or {@link #NONE}. */
    public int createPrivate(int start, int end, int protection) {
        int vad = create(layout.shortSize, "VadS", start, end, protection);
        if (vad != NONE) {
            system.set(vad, layout.privateMemory, 1);
        }
        return vad;
    }

    /** Allocates a VAD of a view, or {@link #NONE}. */
    public int createMapped(int start, int end, int protection) {
        return create(layout.fullSize, "Vad ", start, end, protection);
    }

    private int create(int size, String tag, int start, int end, int protection) {
        int vad = pool.allocate(size, tag);
        if (vad != NONE) {
            start(vad, start);
            end(vad, end);
            system.set(vad, layout.protection, protection);
        }
        return vad;
    }

    /** Allocates a VAD like another, in no tree yet, or {@link #NONE}. */
    public int copy(int vad) {
        int size = isPrivate(vad) ? layout.shortSize : layout.fullSize;
        int copy = pool.allocate(size, isPrivate(vad) ? "VadS" : "Vad ");
        for (int offset = 0; copy != NONE && offset < size; offset += 4) {
            boolean link = offset == layout.parent || offset == layout.leftChild || offset == layout.rightChild;
            system.write32(copy + offset, link ? 0 : system.read32(vad + offset));
        }
        return copy;
    }

    public void delete(int vad) {
        pool.free(vad);
    }

    /** First byte. */
    public int start(int vad) {
        return system.read32(vad + layout.startingVpn) << 12;
    }

    public void start(int vad, int va) {
        system.write32(vad + layout.startingVpn, va >>> 12);
    }

    /** Last byte. */
    public int end(int vad) {
        return system.read32(vad + layout.endingVpn) << 12 | PAGE_MASK;
    }

    public void end(int vad, int va) {
        system.write32(vad + layout.endingVpn, va >>> 12);
    }

    public int startVpn(int vad) {
        return system.read32(vad + layout.startingVpn);
    }

    public int endVpn(int vad) {
        return system.read32(vad + layout.endingVpn);
    }

    public boolean isPrivate(int vad) {
        return system.get(vad, layout.privateMemory) != 0;
    }

    public boolean isImage(int vad) {
        return !isPrivate(vad) && system.get(vad, layout.image) == layout.imageValue;
    }

    /** Whether it is a window on physical pages of a program's own. */
    public boolean isPhysical(int vad) {
        return isPrivate(vad) && system.get(vad, layout.physical) == layout.physicalValue;
    }

    public void setPhysical(int vad) {
        system.set(vad, layout.physical, layout.physicalValue);
    }

    /** Whether it is private memory that large pages map. */
    public boolean isLarge(int vad) {
        return isPrivate(vad) && system.get(vad, layout.large) == layout.largeValue;
    }

    public void setLarge(int vad) {
        system.set(vad, layout.large, layout.largeValue);
    }

    /** Whether the pages of private memory stay in memory and in no working set: physical pages, or large ones. */
    public boolean isResident(int vad) {
        return isPhysical(vad) || isLarge(vad);
    }

    /** Whether an empty PTE in private memory means a committed page. */
    public boolean isCommitted(int vad) {
        return system.get(vad, layout.memCommit) != 0;
    }

    public void setCommitted(int vad) {
        system.set(vad, layout.memCommit, 1);
    }

    /** Protection code given at allocation. */
    public int protection(int vad) {
        return system.get(vad, layout.protection);
    }

    /** Pages charged. */
    public int commitCharge(int vad) {
        return system.get(vad, layout.commitCharge);
    }

    public void commitCharge(int vad, int pages) {
        system.set(vad, layout.commitCharge, pages);
    }

    /** The flags as they lie in the VAD (MMVAD_FLAGS). */
    public long flags(int vad) {
        return system.read32(vad + layout.flags) & 0xFFFFFFFFL;
    }

    public int controlArea(int vad) {
        return system.read32(vad + layout.controlArea);
    }

    /** Whether stores to a view make private copies. */
    public boolean isCopyOnWrite(int vad) {
        return system.get(vad, layout.copyOnWrite) != 0;
    }

    /** Pages of a VAD. */
    public int pages(int vad) {
        return endVpn(vad) - startVpn(vad) + 1;
    }
}
