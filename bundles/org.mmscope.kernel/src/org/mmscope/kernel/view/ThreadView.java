package org.mmscope.kernel.view;

/**
 * A thread, from its ETHREAD and, where that is in memory, its TEB.
 *
 * @param address virtual address of the ETHREAD
 * @param threadId thread id
 * @param state KTHREAD.State
 * @param priority current priority, 0 to 31
 * @param basePriority base priority
 * @param teb virtual address of the TEB, 0 for a thread of the system
 * @param stackBase first address above the user stack, 0 when the TEB is not in memory
 * @param stackLimit lowest committed address of the user stack above its guard page, 0 as before
 * @param deallocationStack first address of the user stack's reservation, 0 as before
 * @param initialStack first address above the kernel stack
 * @param kernelStackLimit lowest address of the kernel stack
 * @param kernelStack stack pointer in the kernel stack while the thread does not run
 * @param kernelStackResident whether the kernel stack is in memory
 * @param waitTime when its wait began, in ticks of the system's clock of 10 ms
 */
public record ThreadView(long address, int threadId, State state, int priority, int basePriority, long teb,
        long stackBase, long stackLimit, long deallocationStack, long initialStack, long kernelStackLimit,
        long kernelStack, boolean kernelStackResident, long waitTime) {

    /** KTHREAD_STATE. */
    public enum State {
        INITIALIZED, READY, RUNNING, STANDBY, TERMINATED, WAITING, TRANSITION, DEFERRED_READY;

        /** The name that the debugger uses. */
        public String label() {
            return this == WAITING ? "WAIT" : name().replace("_", "");
        }
    }
}
