package org.mmscope.kernel.process;

/**
 * A process: names an EPROCESS in simulated memory, where all that is said here is read from. Two of the same address
 * are equal. Engine thread only.
 */
public interface EProcess {

    /** Virtual address of the EPROCESS. */
    int address();

    /** UniqueProcessId. */
    int processId();

    /** ImageFileName: at most 15 characters. */
    String name();

    /**
     * DirectoryTableBase: physical address of the page directory, under PAE of the page-directory-pointer table. Of a
     * directory that has been swapped out it is the transition or page-file PTE.
     */
    long directoryTableBase();

    /** Virtual address of the process environment block. */
    int peb();
}
