package org.mmscope.kernel.memory;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;

/** Stops the machine (KeBugCheckEx). What stopped it lies in KiBugCheckData: the code, 0 while it runs, and four words. */
public final class BugChecks {

    private final SystemMemory system;
    private final int data;

    public BugChecks(SystemMemory system, KernelLayout layout) {
        this.system = system;
        data = layout.address(KernelSymbol.KI_BUG_CHECK_DATA);
    }

    /**
     * Stops the machine for good.
     *
     * @param code one of the constants of {@link BugCheck}, not 0
     * @return never; so that the caller can {@code throw} what it gets, which ends its path for the compiler too
     */
    public BugCheckException raise(int code, int parameter1, int parameter2, int parameter3, int parameter4) {
        int[] words = {code, parameter1, parameter2, parameter3, parameter4};
        for (int i = 0; i < words.length; i++) {
            system.write32(data + i * 4, words[i]);
        }
        throw new BugCheckException(current());
    }

    /** Why the machine stopped, null while it runs. */
    public BugCheck current() {
        int code = system.read32(data);
        return code == 0 ? null : new BugCheck(code, system.read32(data + 4), system.read32(data + 8),
                system.read32(data + 12), system.read32(data + 16));
    }

    /**
     * Lets a running machine go on.
     *
     * @throws BugCheckException if it has stopped
     */
    public void requireRunning() {
        if (system.read32(data) != 0) {
            throw new BugCheckException(current());
        }
    }
}
