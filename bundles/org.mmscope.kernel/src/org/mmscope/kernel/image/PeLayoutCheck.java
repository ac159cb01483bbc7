package org.mmscope.kernel.image;

import org.mmscope.kernel.NtStatus;

/** Whether the sections of an image follow one another without a gap and lie in the file (MiCreateImageFileMap). */
final class PeLayoutCheck {
    private static final int PAGE = 4096;
    private static final int SECTION_HEADER = 40;

    private final PeImage image;
    private final long fileSize;
    private final long table;

    /** @param table offset of the section table in the file */
    PeLayoutCheck(PeImage image, long fileSize, long table) {
        this.image = image;
        this.fileSize = fileSize;
        this.table = table;
    }

    void check() throws ImageFormatException {
        long size = (long) image.pages() * PAGE;
        long next = roundUp(image.sizeOfHeaders());
        for (int i = 0; i < image.sections().size(); i++) {
            PeSection section = image.sections().get(i);
            long at = table + i * SECTION_HEADER;
            String name = "section " + (i + 1) + " (" + printable(section.name()) + ") ";
            require(section.fileBytes() == 0 || section.rawOffset() + section.rawSize() <= fileSize,
                    name + "lies behind the end of the file", at + 20);
            if (image.isFlat()) {
                checkFlat(section, name, at);
            } else {
                require(section.size() != 0, name + "is empty", at + 8);
                require(section.virtualAddress() == next, name + "does not follow the one before", at + 12);
                next += roundUp(section.size());
                require(next <= size, name + "ends behind the end of the image", at + 8);
            }
        }
        require(image.isFlat() || roundUp(image.sizeOfHeaders()) <= size,
                "the headers end behind the end of the image", 0);
    }

    private void checkFlat(PeSection section, String name, long at) throws ImageFormatException {
        require(section.fileBytes() == 0 || section.rawOffset() == section.virtualAddress(),
                name + "lies elsewhere in memory than in the file", at + 12);
        require(section.virtualAddress() + section.size() <= image.sizeOfImage(),
                name + "ends behind the end of the image", at + 8);
    }

    private long roundUp(long size) {
        return size + image.sectionAlignment() - 1 & -(long) image.sectionAlignment();
    }

    /** A name of a hostile file, safe to show. */
    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }

    private static void require(boolean holds, String reason, long offset) throws ImageFormatException {
        if (!holds) {
            throw new ImageFormatException(NtStatus.INVALID_IMAGE_FORMAT, reason, offset);
        }
    }
}
