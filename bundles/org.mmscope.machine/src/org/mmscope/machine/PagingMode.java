package org.mmscope.machine;

/** How linear addresses are translated. */
public enum PagingMode {
    /** 32-bit two-level paging: 4-byte entries, 4 KB and 4 MB pages. */
    X86,
    /** Physical address extension: three levels, 8-byte entries, 4 KB and 2 MB pages, no-execute. */
    PAE
}
