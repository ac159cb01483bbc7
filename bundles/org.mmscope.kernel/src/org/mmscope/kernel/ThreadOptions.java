package org.mmscope.kernel;

/**
 * How to create a thread.
 *
 * @param stackReserve bytes reserved for its stack, 0 for 1 MB
 * @param stackCommit bytes of it committed at once, 0 for two pages
 * @param stackAddress where it is reserved, 0 for the lowest place that is free
 */
public record ThreadOptions(long stackReserve, long stackCommit, int stackAddress) {

    private static final long DEFAULT_RESERVE = 1 << 20;
    private static final long DEFAULT_COMMIT = 2 * 4096;

    /** A thread with the stack that a program without an image gets. */
    public static ThreadOptions defaults() {
        return new ThreadOptions(0, 0, 0);
    }

    /** A thread with a stack of so many bytes, 0 for the usual ones. */
    public static ThreadOptions withStack(long reserve, long commit) {
        return new ThreadOptions(reserve, commit, 0);
    }

    /** A copy with the stack at an address, a multiple of 64 KB. */
    public ThreadOptions at(int address) {
        return new ThreadOptions(stackReserve, stackCommit, address);
    }

    /** Bytes to reserve, not rounded yet. */
    public long reserveOrDefault() {
        return stackReserve == 0 ? DEFAULT_RESERVE : stackReserve;
    }

    /** Bytes to commit, not rounded yet. */
    public long commitOrDefault() {
        return stackCommit == 0 ? DEFAULT_COMMIT : stackCommit;
    }
}
