package org.mmscope.kernel.image;

import java.util.List;

/**
 * The headers of a PE32 file, read and found good by {@link PeHeaderReader}. Immutable; sizes and addresses in bytes.
 *
 * @param imageBase preferred base
 * @param entryPoint offset of the entry point from the base, 0 for none
 * @param sectionAlignment alignment of sections in memory
 * @param fileAlignment alignment of sections in the file
 * @param sizeOfImage size in memory as the header says
 * @param sizeOfHeaders size of all headers as the header says
 * @param characteristics IMAGE_FILE_*
 * @param timeDateStamp of the file header
 * @param checkSum of the optional header
 * @param directories data directories, address and size after one another, relative to the base
 * @param sections the section table
 */
public record PeImage(int imageBase, int entryPoint, int sectionAlignment, int fileAlignment, long sizeOfImage,
        long sizeOfHeaders, int characteristics, int timeDateStamp, int checkSum, List<Integer> directories,
        List<PeSection> sections) {
    public static final int EXPORT_DIRECTORY = 0;
    public static final int IMPORT_DIRECTORY = 1;
    public static final int RELOCATION_DIRECTORY = 5;
    public static final int IMPORT_ADDRESS_DIRECTORY = 12;

    private static final int PAGE = 4096;
    private static final int RELOCATIONS_STRIPPED = 1;
    private static final int DLL = 0x2000;

    public PeImage {
        directories = List.copyOf(directories);
        sections = List.copyOf(sections);
    }

    /**
     * Whether sections lie in memory as they do in the file, so that the file is mapped as one piece: the section
     * alignment is smaller than a page.
     */
    public boolean isFlat() {
        return sectionAlignment < PAGE;
    }

    /** Pages in memory. */
    public int pages() {
        return (int) (sizeOfImage + PAGE - 1 >>> 12);
    }

    /** Whether the image can be nowhere but at its base. */
    public boolean relocationsStripped() {
        return (characteristics & RELOCATIONS_STRIPPED) != 0;
    }

    public boolean isDll() {
        return (characteristics & DLL) != 0;
    }

    /** Offset of a data directory from the base, 0 when there is none. */
    public int directory(int index) {
        return index * 2 < directories.size() ? directories.get(index * 2) : 0;
    }

    /** Size of a data directory. */
    public int directorySize(int index) {
        return index * 2 < directories.size() ? directories.get(index * 2 + 1) : 0;
    }
}
