package org.mmscope.kernel.view;

import java.util.List;

/**
 * A process, from its EPROCESS.
 *
 * @param address virtual address of the EPROCESS
 * @param pid process id
 * @param name image file name, at most 15 characters
 * @param directoryTableBase physical address of the page directory, in transition perhaps, under PAE of the
 *            page-directory-pointer table; 0 when the directory is in a page file
 * @param vadRoot virtual address of the root of the VAD tree, 0 when empty
 * @param workingSet working-set figures
 * @param pageFaults page faults taken since creation
 * @param hardFaults those of them that needed a transfer
 * @param commitCharge pages charged against the commit limit
 * @param privatePages committed private pages
 * @param virtualSize bytes of address space reserved or mapped
 * @param vads virtual address descriptors by start
 */
public record ProcessView(long address, int pid, String name, long directoryTableBase, long vadRoot,
        WorkingSetView workingSet, long pageFaults, long hardFaults, long commitCharge, long privatePages,
        long virtualSize, List<VadView> vads) {
}
