package org.mmscope.kernel.event;

/**
 * A page table entry or prototype PTE was written.
 *
 * @param pteAddress virtual address of the entry
 * @param before its bits before
 * @param after its bits after
 */
public record PteChanged(int pteAddress, long before, long after) implements KernelEvent {
}
