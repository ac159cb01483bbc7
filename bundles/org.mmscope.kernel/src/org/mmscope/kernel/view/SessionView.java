package org.mmscope.kernel.view;

import java.util.List;

/**
 * A session, from its MM_SESSION_SPACE.
 *
 * @param address global virtual address of the MM_SESSION_SPACE
 * @param id SessionId
 * @param references ReferenceCount: processes in the session
 * @param committedPages pages that are charged for the session
 * @param pageTables address of the array of the directory entries of session space
 * @param workingSet its working set, from Vm
 * @param workingSetList address of the MMWSL in session space
 * @param processes addresses of the EPROCESSes in it, the oldest first
 */
public record SessionView(long address, int id, long references, long committedPages, long pageTables,
        WorkingSetView workingSet, long workingSetList, List<Long> processes) {
}
