package org.mmscope.win32.heap;

import org.mmscope.win32.Win32Constants;

/** The heap that every process has, named by its PEB and made when it is first asked for. */
public final class ProcessHeap {

    private static final int PEB_PROCESS_HEAP = 0x18;
    private static final int RESERVE = 0x100000;

    private ProcessHeap() {
    }

    /** The handle of the heap, 0 without memory. */
    public static int of(UserMemory memory, int peb) {
        int heap = memory.load32(peb + PEB_PROCESS_HEAP);
        if (heap == 0) {
            heap = UserHeap.create(memory, Win32Constants.HEAP_GROWABLE, UserMemory.PAGE, RESERVE);
            memory.store32(peb + PEB_PROCESS_HEAP, heap);
        }
        return heap;
    }
}
