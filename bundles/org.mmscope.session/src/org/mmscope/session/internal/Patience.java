package org.mmscope.session.internal;

import java.util.function.LongSupplier;

/** Lets a statement go on for a while after it was cancelled, and gives it up then. Engine thread only. */
public final class Patience {

    /** How long a statement may go on after it was cancelled, in ns. */
    private static final long NANOS = 200_000_000;

    private final CommandQueue commands;
    private final LongSupplier nanoTime;
    private long cancelledSince;
    private boolean asked;
    private boolean endless;

    /** @param nanoTime the clock of the host in ns */
    public Patience(CommandQueue commands, LongSupplier nanoTime) {
        this.commands = commands;
        this.nanoTime = nanoTime;
    }

    /**
     * To be called at points inside statements.
     *
     * @throws StatementInterruptedException when the statement is to be given up
     */
    public void point() {
        if (endless || !commands.cancelled()) {
            asked = false;
            return;
        }
        long now = nanoTime.getAsLong();
        if (!asked) {
            asked = true;
            cancelledSince = now;
        } else if (now - cancelledSince > NANOS) {
            throw new StatementInterruptedException();
        }
    }

    /** Does something without giving any statement up. */
    public void without(Runnable work) {
        endless = true;
        try {
            work.run();
        } finally {
            endless = false;
        }
    }
}
