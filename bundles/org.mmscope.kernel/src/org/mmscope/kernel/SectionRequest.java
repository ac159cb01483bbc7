package org.mmscope.kernel;

/**
 * What section object to create.
 *
 * @param name name in \BaseNamedObjects, or null
 * @param desiredAccess SECTION_* access of the handle
 * @param maximumSize size in bytes, 0 for the size of the file
 * @param pageProtection PAGE_* that views may have at most
 * @param allocationAttributes SEC_*
 * @param fileHandle handle of the file, 0 for the page file
 */
public record SectionRequest(String name, int desiredAccess, long maximumSize, int pageProtection,
        int allocationAttributes, int fileHandle) {
}
