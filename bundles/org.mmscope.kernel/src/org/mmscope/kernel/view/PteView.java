package org.mmscope.kernel.view;

/**
 * A page table entry of a process that is not empty.
 *
 * @param address virtual address of the entry in the process's page-table window
 * @param physicalAddress where the entry lies in physical memory
 * @param page virtual address of the page it maps, of the large page if it is a directory's entry
 * @param raw its bits
 * @param kind what the bits mean
 * @param pfn the frame it names when valid or in transition, else -1
 * @param prototypePte virtual address of the prototype PTE it points at when of kind {@link PteKind#PROTOTYPE} with an
 *        address, 0 otherwise
 */
public record PteView(long address, long physicalAddress, long page, long raw, PteKind kind, int pfn,
        long prototypePte) {
}
