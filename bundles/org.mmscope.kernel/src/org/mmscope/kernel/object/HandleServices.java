package org.mmscope.kernel.object;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ObjectServices;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

/** The services on handles. */
public final class HandleServices implements ObjectServices {

    private final HandleTables handles;

    public HandleServices(HandleTables handles) {
        this.handles = handles;
    }

    @Override
    public int close(EProcess process, int handle) {
        int table = ((ProcessObject) process).objectTable();
        if (handles.object(table, handle) == 0) {
            return NtStatus.INVALID_HANDLE;
        }
        handles.close(table, handle);
        return NtStatus.SUCCESS;
    }
}
