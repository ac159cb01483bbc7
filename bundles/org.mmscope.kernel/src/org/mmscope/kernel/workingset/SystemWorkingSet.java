package org.mmscope.kernel.workingset;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * The working set of the system (MmSystemCacheWs): the pages of paged pool and of the views in the system cache that
 * are in memory. Its list lies at 0xC0C00000, MM_SYSTEM_CACHE_WORKING_SET of x86. A page is added when its entry has
 * become valid and removed before the entry is taken away; a page that is trimmed is left to the owner of its
 * addresses.
 */
public final class SystemWorkingSet {

    /** Pages from which a machine is one of medium memory, those up to which it is small: 19 MB. */
    private static final int SMALL = 19 << 8;
    /** Pages from which a machine is one of large memory. */
    private static final int LARGE = 32 << 8;
    /** The same of a server. */
    private static final int LARGE_SERVER = 64 << 8;
    /**
     * Minimum and maximum for small, medium and large memory. Source: Russinovich and Solomon, Microsoft Windows
     * Internals, 4th edition, chapter 7, System Working Set.
     */
    private static final int[][] BOUNDS = {{388, 500}, {688, 1150}, {1188, 2050}};

    private final SystemMemory system;
    private final PteFormat format;
    private final SystemPageTables tables;
    private final WorkingSetList lists;
    private final Events events;
    private final MmSupport support;
    private final WorkingSetRoom room;
    private final long directoryTableBase;
    private final List<Range> ranges = new ArrayList<>();
    private WorkingSets workingSets;
    private Owner owner;

    /** Has the pages of a range of addresses. */
    public interface PageOwner {

        /** Whether a page that is in the working set may leave it now. */
        boolean mayLeave(int va);

        /**
         * A page is trimmed. It is in the working set no longer, and its entry is still valid: the owner writes what it
         * is from now on and drops the page's share. Nothing here may need a page that is not in memory.
         */
        void evict(int va);
    }

    /** Addresses whose pages have an owner. */
    private record Range(int first, int last, PageOwner owner) {
    }

    /** @param directoryTableBase directory of the System process */
    public SystemWorkingSet(SystemMemory system, KernelLayout layout, StructureLayouts layouts, PteFormat format,
            SystemPageTables tables, WorkingSetList lists, Events events, long directoryTableBase) {
        this.system = system;
        this.format = format;
        this.tables = tables;
        this.lists = lists;
        this.events = events;
        this.directoryTableBase = directoryTableBase;
        support = MmSupport.at(layout.address(KernelSymbol.MM_SYSTEM_CACHE_WS), layouts);
        room = new WorkingSetRoom(layout.systemWorkingSetList(), layout.systemWorkingSetHash(),
                layout.systemWorkingSetEnd(), 0);
    }

    /** Sets who makes room when the working set is at its maximum. */
    public void workingSets(WorkingSets value) {
        workingSets = value;
    }

    /** Sets who has the pages of a range of addresses; of pages that nobody has, none leaves. */
    public void owner(int first, int last, PageOwner pageOwner) {
        ranges.add(new Range(first, last, pageOwner));
    }

    /**
     * Makes an empty list, which is in the working set itself; for the boot.
     *
     * @param frames frames of physical memory
     * @param server whether the machine is a server
     */
    public void boot(int frames, boolean server) {
        owner = new Owner(tables.map(room.list(), room.list() >>> 12));
        int[] bounds = BOUNDS[frames <= SMALL ? 0 : frames < (server ? LARGE_SERVER : LARGE) ? 1 : 2];
        lists.begin(owner, bounds[0], bounds[1]);
    }

    /** Finds the list again: memory has been put back to another state. */
    public void reload() {
        owner = new Owner(format.frame(tables.get(room.list())));
    }

    /** Whose working set it is. */
    public WorkingSetOwner owner() {
        return owner;
    }

    /** Makes sure that a page can be added; false without memory. */
    public boolean makeRoom() {
        return workingSets.makeRoom(owner);
    }

    /** Adds the page of a system address that has just become valid; false without memory for its entry. */
    public boolean add(int va) {
        boolean room = makeRoom();
        if (room) {
            enter(va);
        }
        return room;
    }

    /** Adds the page of a system address that has just become valid, for which {@link #makeRoom} has made room. */
    public void enter(int va) {
        int index = lists.add(owner, va, format.frame(entry(va)), 0);
        if (events.wanted()) {
            events.step(FaultStep.Kind.WORKING_SET_ENTRY_ADDED, lists.virtualAddress(owner, index),
                    lists.entry(owner, index) & 0xFFFFFFFFL);
        }
    }

    /** Removes the page of a system address; one that is not in memory, or in no entry, is not in the working set. */
    public void remove(int va) {
        long pte = entry(va);
        int pfn = format.frame(pte);
        int index = Pte.valid(pte) ? lists.find(owner, va, pfn) : WorkingSetList.NONE;
        if (index != WorkingSetList.NONE) {
            lists.remove(owner, index, pfn);
            lists.releaseEmptyHash(owner);
        }
    }

    long entry(int va) {
        return tables.get(va);
    }

    void clearAccessed(int va) {
        tables.set(va, entry(va) & ~Pte.ACCESSED);
    }

    boolean mayLeave(int va) {
        PageOwner of = ownerOf(va);
        return of != null && of.mayLeave(va);
    }

    void evict(int va) {
        remove(va);
        ownerOf(va).evict(va);
    }

    private PageOwner ownerOf(int va) {
        for (Range range : ranges) {
            if (Integer.compareUnsigned(va, range.first) >= 0 && Integer.compareUnsigned(va, range.last) <= 0) {
                return range.owner;
            }
        }
        return null;
    }

    /** The system, as the owner of the working set. */
    private final class Owner extends WorkingSetOwner {

        Owner(int listFrame) {
            super(SystemWorkingSet.this.system, support, room, listFrame);
        }

        @Override
        public long directoryEntry(PteFormat entries, int va) {
            return entries.directoryEntry(system().physical(), directoryTableBase, va);
        }

        @Override
        public int nextColor() {
            return workingSetSize();
        }

        @Override
        public int ownerId() {
            return 0;
        }

        @Override
        public String toString() {
            return "the system";
        }
    }
}
