package org.mmscope.kernel.thread;

/**
 * Where a user stack lies: INITIAL_TEB.
 *
 * @param base first address above the stack
 * @param limit lowest committed address above the guard page
 * @param allocation first address of the reservation
 */
record UserStack(int base, int limit, int allocation) {

    /** A thread without a user stack. */
    static final UserStack NONE = new UserStack(0, 0, 0);
}
