package org.mmscope.kernel.memory;

/**
 * The interrupt request level, as far as page faults of the kernel are concerned: at DISPATCH_LEVEL, where the memory
 * manager changes its lists and entries, none may be taken. What runs there uses nonpaged pool only.
 */
public final class Irql {

    /** The level at which no page fault may be taken. */
    public static final int DISPATCH_LEVEL = 2;

    private int raised;

    /** Raises to DISPATCH_LEVEL (KeRaiseIrql); as often as it was raised it has to be lowered. */
    public void raise() {
        raised++;
    }

    /** Undoes {@link #raise}. */
    public void lower() {
        raised--;
    }

    /** Whether a page fault may be taken: at PASSIVE_LEVEL and APC_LEVEL. */
    public boolean allowsFaults() {
        return raised == 0;
    }
}
