package org.mmscope.kernel.process;

/**
 * A thread: names an ETHREAD in simulated memory, where all that is said here is read from. Two of the same address
 * are equal. Engine thread only.
 */
public interface EThread {

    /** Virtual address of the ETHREAD. */
    int address();

    /** Cid.UniqueThread. */
    int threadId();

    /** Address of the EPROCESS of its process. */
    int processAddress();

    /** Virtual address of the thread environment block, 0 for a thread of the system. */
    int teb();

    /** First address above the kernel stack. */
    int initialStack();

    /** Lowest address of the kernel stack; the page below it cannot be accessed. */
    int stackLimit();

    /** Stack pointer of a thread that does not run. */
    int kernelStack();

    /** Whether the kernel stack is in memory. */
    boolean kernelStackResident();
}
