package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.PteKind;

/**
 * An entry of a page table or page directory.
 *
 * @param address its virtual address in the window on the page tables
 * @param physical where it lies in physical memory
 * @param raw its bits
 * @param kind what they mean
 * @param pfn the frame it names when valid or in transition, else -1
 * @param large whether it is a directory entry that maps a large page
 */
record Entry(long address, long physical, long raw, PteKind kind, int pfn, boolean large) {
}
