package org.mmscope.kernel.view;

/**
 * A prototype PTE.
 *
 * @param address its virtual address
 * @param raw its bits: 32 of them, 64 under PAE
 * @param kind what the bits mean
 * @param pfn the frame it names when valid or in transition, else -1
 */
public record PrototypePteView(long address, long raw, PteKind kind, int pfn) {
}
