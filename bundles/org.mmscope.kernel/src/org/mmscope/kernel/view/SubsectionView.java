package org.mmscope.kernel.view;

/**
 * A subsection.
 *
 * @param address virtual address
 * @param startingSector first 512-byte sector of the file
 * @param fullSectors whole sectors
 * @param ptes prototype PTEs
 * @param unusedPtes prototype PTEs past the end of the file
 * @param basePte virtual address of its first prototype PTE, 0 while there are none
 * @param protection as a PAGE_* name
 */
public record SubsectionView(long address, long startingSector, long fullSectors, long ptes, long unusedPtes,
        long basePte, String protection) {
}
