package org.mmscope.kernel.section;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.pte.Protection;

/** Whether what is asked of NtCreateSection can be a section at all, its file and size apart. */
final class SectionRequestCheck {

    private static final int KINDS = MemoryConstants.SEC_COMMIT | MemoryConstants.SEC_RESERVE
            | MemoryConstants.SEC_IMAGE;
    private static final int ATTRIBUTES = KINDS | MemoryConstants.SEC_NOCACHE | MemoryConstants.SEC_BASED
            | MemoryConstants.SEC_NO_CHANGE;
    private static final int NOT_OF_IMAGES = MemoryConstants.SEC_NOCACHE | MemoryConstants.SEC_NO_CHANGE;

    /** MI_MAXIMUM_SECTION_SIZE: 16 TB less 64 KB. */
    private static final long MAXIMUM_SIZE = (1L << 44) - (1 << 16);

    private SectionRequestCheck() {
    }

    /** Whether no section has so many bytes, which are unsigned. */
    static boolean isTooBig(long size) {
        return Long.compareUnsigned(size, MAXIMUM_SIZE) > 0;
    }

    /** Gives an NTSTATUS: attributes that are none or do not go together, then a protection that no section has. */
    static int status(SectionRequest request) {
        int attributes = request.allocationAttributes();
        boolean image = (attributes & MemoryConstants.SEC_IMAGE) != 0;
        if ((attributes & ~ATTRIBUTES) != 0 || Integer.bitCount(attributes & KINDS) != 1
                || image && (attributes & NOT_OF_IMAGES) != 0) {
            return NtStatus.INVALID_PARAMETER_6;
        }
        int code = Protection.ofPage(request.pageProtection());
        boolean plain = (request.pageProtection() & (MemoryConstants.PAGE_NOCACHE | MemoryConstants.PAGE_GUARD)) == 0;
        return code != Protection.INVALID && plain && Protection.accessible(code) ? NtStatus.SUCCESS
                : NtStatus.INVALID_PAGE_PROTECTION;
    }

    /** The protection code of the pages of a section backed by the page file: SEC_NOCACHE is part of it. */
    static int code(SectionRequest request) {
        return Protection.ofPage(request.pageProtection()) | (isUncached(request) ? Protection.NOCACHE : 0);
    }

    static boolean isUncached(SectionRequest request) {
        return (request.allocationAttributes() & MemoryConstants.SEC_NOCACHE) != 0;
    }

    /** An image lies at the base that its header says, if it can. */
    static boolean isBased(SectionRequest request) {
        int kinds = MemoryConstants.SEC_BASED | MemoryConstants.SEC_IMAGE;
        return (request.allocationAttributes() & kinds) == MemoryConstants.SEC_BASED;
    }
}
