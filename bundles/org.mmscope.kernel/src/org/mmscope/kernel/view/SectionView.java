package org.mmscope.kernel.view;

/**
 * A section object.
 *
 * @param address virtual address of the section object's body
 * @param name name in the object namespace, or null
 * @param sizeBytes maximum size in bytes
 * @param protection initial page protection, as a PAGE_* name
 * @param based whether it is mapped at the same address everywhere
 * @param segment virtual address of its segment
 * @param handles open handles
 */
public record SectionView(long address, String name, long sizeBytes, String protection, boolean based, long segment,
        int handles) {
}
