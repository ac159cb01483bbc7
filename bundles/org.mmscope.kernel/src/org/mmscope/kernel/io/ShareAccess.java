package org.mmscope.kernel.io;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.memory.SystemMemory;

/** Share modes: whether an open agrees with the opens there are (IoCheckShareAccess), counted in a SHARE_ACCESS. */
final class ShareAccess {

    private static final int COUNTS = 6;

    private final SystemMemory system;

    ShareAccess(SystemMemory system) {
        this.system = system;
    }

    /** Which of read, write and delete an access mask asks for, in bits 0 to 2. */
    static int wanted(int access) {
        return ((access & (MemoryConstants.FILE_READ_DATA | MemoryConstants.FILE_EXECUTE)) != 0 ? 1 : 0)
                | ((access & (MemoryConstants.FILE_WRITE_DATA | MemoryConstants.FILE_APPEND_DATA)) != 0 ? 2 : 0)
                | ((access & MemoryConstants.DELETE) != 0 ? 4 : 0);
    }

    /** Whether an open agrees with those there are; one that wants none of the three agrees with all. */
    boolean agrees(int counts, int wanted, int shared) {
        if (wanted == 0) {
            return true;
        }
        int open = system.read32(counts);
        for (int i = 0; i < 3; i++) {
            boolean othersDoNotShare = (wanted & 1 << i) != 0 && system.read32(counts + (4 + i) * 4) < open;
            boolean othersHaveIt = (shared & 1 << i) == 0 && system.read32(counts + (1 + i) * 4) != 0;
            if (othersDoNotShare || othersHaveIt) {
                return false;
            }
        }
        return true;
    }

    /** Counts an open, or with -1 takes it out again. An open that wants nothing is not counted. */
    void count(int counts, int wanted, int shared, int delta) {
        if (wanted == 0) {
            return;
        }
        system.add32(counts, delta);
        int bits = wanted | shared << 3;
        for (int i = 0; i < COUNTS; i++) {
            if ((bits & 1 << i) != 0) {
                system.add32(counts + (1 + i) * 4, delta);
            }
        }
    }
}
