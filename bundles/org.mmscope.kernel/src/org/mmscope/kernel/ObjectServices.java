package org.mmscope.kernel;

import org.mmscope.kernel.process.EProcess;

/** The services on handles. Every method returns an {@link NtStatus}. Engine thread only. */
public interface ObjectServices {

    /** Closes a handle; the object goes when nothing refers to it any more (NtClose). */
    int close(EProcess process, int handle);
}
