package org.mmscope.kernel.session;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.memory.SystemPtes;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.MmSupport;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.kernel.workingset.WorkingSetOwner;

/**
 * The sessions of a machine that has session space (MiSessionCreate, MiSessionAddProcess, MiDereferenceSession): an
 * MM_SESSION_SPACE each, at the same address of session space in every process of the session, and at an address of its
 * own in system PTEs, by which the kernel knows it. A session is made with its first process and goes with its last.
 */
public final class Sessions {

    private static final int PAGE = 4096;
    private static final int NONE = 0;

    /** Pages of a session besides its data: a page table, and the first page of the working-set list. */
    private static final int TABLE_AND_LIST = 2;

    private final SystemMemory system;
    private final KernelLayout kernel;
    private final StructureLayouts layouts;
    private final PteFormat format;
    private final SystemPageTables systemTables;
    private final SystemPtes systemPtes;
    private final PhysicalPages pages;
    private final CommitAccounting commit;
    private final SessionLayout layout;
    private final SessionTables tables;
    private final WorkingSetList lists;
    private final List<WorkingSetOwner> workingSets = new ArrayList<>();
    private final int head;

    /**
     * Sessions of a kernel that has none yet.
     *
     * @param nonPaged pool for the page tables' array of a session
     */
    public Sessions(SystemMemory system, KernelLayout kernel, StructureLayouts layouts, PteFormat format,
            SystemPageTables systemTables, SystemPtes systemPtes, PhysicalPages pages, CommitAccounting commit,
            Pool nonPaged, WorkingSetList lists, Events events) {
        this.system = system;
        this.kernel = kernel;
        this.layouts = layouts;
        this.format = format;
        this.systemTables = systemTables;
        this.systemPtes = systemPtes;
        this.pages = pages;
        this.commit = commit;
        this.lists = lists;
        layout = new SessionLayout(layouts);
        tables = new SessionTables(system, format, kernel, pages, nonPaged, events);
        head = kernel.address(KernelSymbol.MI_SESSION_WS_LIST);
    }

    /** Makes the list of sessions; for the boot. */
    public void boot() {
        ListEntry.initialize(system, head);
    }

    /** Finds the working sets again: sessions have come or gone, or memory has been put back to another state. */
    public void reload() {
        workingSets.clear();
        for (int at = ListEntry.next(system, head); at != head; at = ListEntry.next(system, at)) {
            workingSets.add(workingSet(at - layout.sessionLinks));
        }
    }

    /** The working sets of the sessions, the oldest first. */
    public List<WorkingSetOwner> workingSets() {
        return workingSets;
    }

    private SessionWorkingSet workingSet(int session) {
        return new SessionWorkingSet(system, kernel, MmSupport.at(session + layout.workingSet, layouts), tables,
                system.read32(session + layout.pageTables), system.read32(session + layout.id));
    }

    /** Puts a new process into a session, which is made if there is none of that id; false without memory. */
    public boolean join(ProcessObject process, int id) {
        if (kernel.sessionSpace() == NONE) {
            return true;
        }
        int found = find(id);
        int session = found != NONE ? found : create(id);
        if (session == NONE) {
            return false;
        }
        tables.enter(system.read32(session + layout.pageTables), process, found == NONE);
        system.write32(process.address() + layout.process, session);
        ListEntry.insertTail(system, session + layout.processes, process.address() + layout.processLinks);
        system.add32(session + layout.references, 1);
        system.add32(session + layout.processReferences, 1);
        return true;
    }

    private int find(int id) {
        for (int at = ListEntry.next(system, head); at != head; at = ListEntry.next(system, at)) {
            if (system.read32(at - layout.sessionLinks + layout.id) == id) {
                return at - layout.sessionLinks;
            }
        }
        return NONE;
    }

    private int dataPages() {
        return (layout.size + PAGE - 1) / PAGE;
    }

    /** Makes a session that no process is in yet; 0 without memory, and nothing is changed. */
    private int create(int id) {
        int count = dataPages() + TABLE_AND_LIST;
        if (pages.lists().available() < count + 1 || !commit.charge(count)) {
            return NONE;
        }
        int array = tables.create();
        int session = array == 0 ? NONE : systemPtes.reserve(dataPages());
        if (session == NONE) {
            if (array != 0) {
                tables.free(array);
            }
            commit.release(count);
            return NONE;
        }
        tables.makeTable(array, kernel.sessionData());
        for (int offset = 0; offset < dataPages() * PAGE; offset += PAGE) {
            int pfn = pages.takeZeroed(session + offset >>> 12);
            tables.map(array, kernel.sessionData() + offset, pfn);
            systemTables.set(session + offset,
                    format.valid(pfn, Protection.READWRITE, Pte.GLOBAL | Pte.DIRTY | Pte.WRITABLE));
            pages.addShare(pfn);
        }
        tables.map(array, kernel.sessionWorkingSetList(), pages.takeZeroed(kernel.sessionWorkingSetList() >>> 12));
        describe(session, id, array, count);
        workingSet(session).begin(lists);
        reload();
        return session;
    }

    private void describe(int session, int id, int array, int count) {
        system.write32(session + layout.globalAddress, session);
        system.write32(session + layout.id, id);
        system.write32(session + layout.pageTables, array);
        system.write32(session + layout.committed, count);
        system.write32(session + layout.nonPageable, count);
        system.write32(session + layout.poolStart, kernel.sessionSpace());
        system.write32(session + layout.poolEnd, kernel.sessionSpace() + KernelLayout.SESSION_POOL_SIZE - 1);
        system.write32(session + layout.entries, kernel.sessionWorkingSetList() + lists.layout().entries);
        system.set(session, layout.sessionSpace, 1);
        system.set(session, layout.initialized, 1);
        ListEntry.initialize(system, session + layout.processes);
        ListEntry.insertTail(system, head, session + layout.sessionLinks);
    }

    /** Takes a process that ends out of its session, if it is in one. */
    public void leave(ProcessObject process) {
        int session = system.read32(process.address() + layout.process);
        if (session == NONE) {
            return;
        }
        system.write32(process.address() + layout.process, NONE);
        ListEntry.remove(system, process.address() + layout.processLinks);
        system.add32(session + layout.processReferences, -1);
        boolean last = system.add32(session + layout.references, -1) == 0;
        int array = system.read32(session + layout.pageTables);
        if (last) {
            delete(session, array);
        }
        tables.leave(array, process, last);
    }

    private void delete(int session, int array) {
        lists.delete(workingSet(session));
        tables.unmap(array, kernel.sessionWorkingSetList());
        commit.release(system.read32(session + layout.committed));
        ListEntry.remove(system, session + layout.sessionLinks);
        for (int offset = 0; offset < dataPages() * PAGE; offset += PAGE) {
            int pfn = format.frame(systemTables.get(session + offset));
            systemTables.set(session + offset, 0);
            pages.dropShare(pfn);
            tables.unmap(array, kernel.sessionData() + offset);
        }
        systemPtes.release(session, dataPages());
        reload();
    }
}
