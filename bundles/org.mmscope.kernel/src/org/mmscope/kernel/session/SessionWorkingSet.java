package org.mmscope.kernel.session;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.MmSupport;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.kernel.workingset.WorkingSetOwner;
import org.mmscope.kernel.workingset.WorkingSetRoom;

/**
 * The working set of a session: Vm of MM_SESSION_SPACE, with a list in session space, which is found through the
 * session's page tables whoever runs. Until session space has pages that may leave, it holds the list alone.
 */
final class SessionWorkingSet extends WorkingSetOwner {

    /** Bounds, as ReactOS's MiSessionInitializeWorkingSetList sets them. */
    private static final int MINIMUM = 20;
    private static final int MAXIMUM = 384;

    private final SessionTables tables;
    private final int array;
    private final int id;

    /**
     * @param tables has the page tables
     * @param array the session's PageTables
     * @param id its SessionId
     */
    SessionWorkingSet(SystemMemory system, KernelLayout kernel, MmSupport support, SessionTables tables, int array,
            int id) {
        super(system, support, new WorkingSetRoom(kernel.sessionWorkingSetList(), kernel.sessionWorkingSetHash(),
                kernel.sessionWorkingSetEnd(), 0), tables.frame(array, kernel.sessionWorkingSetList()));
        this.tables = tables;
        this.array = array;
        this.id = id;
    }

    /** Makes the list, whose first page is mapped (MiSessionInitializeWorkingSetList). */
    void begin(WorkingSetList lists) {
        lists.begin(this, MINIMUM, MAXIMUM);
    }

    @Override
    public long directoryEntry(PteFormat format, int va) {
        return tables.entry(array, va);
    }

    @Override
    public int nextColor() {
        return workingSetSize();
    }

    @Override
    public int ownerId() {
        return -1 - id;
    }

    @Override
    public String toString() {
        return "session " + id;
    }
}
