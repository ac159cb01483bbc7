/**
 * Physical pages: the page frame number database of real MMPFN entries, the lists of pages, and how pages are taken,
 * shared and given back.
 *
 * <p>Share counts follow NT. An active page that a process or the system maps counts the valid entries that map it; a
 * prototype PTE is valid exactly while that count is above zero and does not count itself. A page that holds entries (a
 * page table, a directory, a paged pool page with prototype PTEs) counts one for itself and one for each active or
 * transition page whose {@code PteFrame} it is. A directory is its own {@code PteFrame}.
 */
package org.mmscope.kernel.pfn;
