package org.mmscope.kernel.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mmscope.kernel.NtStatus;

/**
 * Reads and validates the headers of a PE32 file for an i386 machine, with the rules of NT's MiVerifyImageHeader. At
 * most some 4 KB of any file is read, whatever its headers say.
 */
public final class PeHeaderReader {
    /** Most sections that NT takes (MM_MAXIMUM_IMAGE_SECTIONS). */
    public static final int MOST_SECTIONS = 96;
    /** Largest image that NT takes (MM_SIZE_OF_LARGEST_IMAGE). */
    public static final long LARGEST_IMAGE = 0x77000000L;

    private static final int DOS_HEADER = 64;
    private static final int NEW_HEADER = 0x3C;
    private static final int NT_HEADERS = 24;
    private static final int OPTIONAL_HEADER = 96;
    private static final int MOST_DIRECTORIES = 16;
    private static final int SECTION_HEADER = 40;
    private static final int DOS_SIGNATURE = 0x5A4D;
    private static final int NT_SIGNATURE = 0x4550;
    private static final int OS2_SIGNATURE = 0x454E;
    private static final int VXD_SIGNATURE = 0x454C;
    private static final int I386 = 0x14C;
    private static final int EXECUTABLE = 2;
    private static final int PE32 = 0x10B;
    private static final int PE64 = 0x20B;

    private final ImageSource source;
    private long nt;
    private ByteBuffer file;
    private ByteBuffer optional;

    private PeHeaderReader(ImageSource source) {
        this.source = source;
    }

    /**
     * Reads the headers of a file.
     *
     * @throws ImageFormatException if it is no PE32 file that an i386 system maps
     */
    public static PeImage read(ImageSource source) throws ImageFormatException {
        PeHeaderReader reader = new PeHeaderReader(source);
        reader.findHeaders();
        reader.checkFileHeader();
        reader.checkOptionalHeader();
        PeImage image = reader.image();
        new PeLayoutCheck(image, source.size(), reader.sectionTable()).check();
        return image;
    }

    private ByteBuffer bytes(long offset, int length) {
        byte[] bytes = new byte[length];
        source.read(offset, bytes, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void findHeaders() throws ImageFormatException {
        ByteBuffer dos = bytes(0, DOS_HEADER);
        if (source.size() < DOS_HEADER || (dos.getShort(0) & 0xFFFF) != DOS_SIGNATURE) {
            throw new ImageFormatException(NtStatus.INVALID_IMAGE_NOT_MZ, "there is no DOS header", 0);
        }
        nt = dos.getInt(NEW_HEADER) & 0xFFFFFFFFL;
        if (nt + NT_HEADERS > source.size()) {
            throw new ImageFormatException(NtStatus.INVALID_IMAGE_PROTECT,
                    "the NT headers would lie behind the end of the file", NEW_HEADER);
        }
        file = bytes(nt, NT_HEADERS);
        int signature = file.getInt(0);
        if (signature != NT_SIGNATURE) {
            throw new ImageFormatException(statusOf(signature & 0xFFFF), "there is no PE signature", nt);
        }
        optional = bytes(nt + NT_HEADERS, OPTIONAL_HEADER + MOST_DIRECTORIES * 8);
    }

    private static int statusOf(int signature) {
        return switch (signature) {
            case OS2_SIGNATURE -> NtStatus.INVALID_IMAGE_NE_FORMAT;
            case VXD_SIGNATURE -> NtStatus.INVALID_IMAGE_LE_FORMAT;
            default -> NtStatus.INVALID_IMAGE_PROTECT;
        };
    }

    private void require(boolean holds, String reason, long offset) throws ImageFormatException {
        if (!holds) {
            throw new ImageFormatException(NtStatus.INVALID_IMAGE_FORMAT, reason, offset);
        }
    }

    private void checkFileHeader() throws ImageFormatException {
        int magic = optional.getShort(0) & 0xFFFF;
        if (magic == PE64) {
            throw new ImageFormatException(NtStatus.INVALID_IMAGE_WIN_64, "the image is for a 64-bit system",
                    nt + NT_HEADERS);
        }
        require((file.getShort(4) & 0xFFFF) == I386, "the image is for another machine", nt + 4);
        int sections = file.getShort(6) & 0xFFFF;
        require(sections <= MOST_SECTIONS, "there are more than " + MOST_SECTIONS + " sections", nt + 6);
        require((file.getShort(20) & 0xFFFF) >= OPTIONAL_HEADER, "the optional header is too short", nt + 20);
        require((file.getShort(22) & EXECUTABLE) != 0, "the file is not marked as executable", nt + 22);
        require(magic == PE32, "the optional header is none of a PE32 file", nt + NT_HEADERS);
    }

    private void checkOptionalHeader() throws ImageFormatException {
        long at = nt + NT_HEADERS;
        require((optional.getInt(28) & 0xFFFF) == 0, "the image base is no multiple of 64 KB", at + 28);
        int section = optional.getInt(32);
        int inFile = optional.getInt(36);
        require(inFile > 0 && Integer.bitCount(inFile) == 1, "the file alignment is no power of two", at + 36);
        require(section > 0 && Integer.bitCount(section) == 1, "the section alignment is no power of two", at + 32);
        require((inFile & 511) == 0 || inFile == section,
                "the file alignment is no multiple of 512 and not the section alignment", at + 36);
        require(section >= inFile, "the section alignment is smaller than the file alignment", at + 32);
        long size = optional.getInt(56) & 0xFFFFFFFFL;
        require(size != 0 && size <= LARGEST_IMAGE, "the size of the image is out of range", at + 56);
        long headers = optional.getInt(60) & 0xFFFFFFFFL;
        require(headers != 0 && headers <= size, "the size of the headers is out of range", at + 60);
    }

    private long sectionTable() {
        return nt + NT_HEADERS + (file.getShort(20) & 0xFFFF);
    }

    private PeImage image() {
        List<Integer> directories = new ArrayList<>();
        int room = ((file.getShort(20) & 0xFFFF) - OPTIONAL_HEADER) / 8;
        int count = (int) Math.min(Math.min(MOST_DIRECTORIES, room), optional.getInt(92) & 0xFFFFFFFFL);
        for (int i = 0; i < count * 2; i++) {
            directories.add(optional.getInt(OPTIONAL_HEADER + i * 4));
        }
        return new PeImage(optional.getInt(28), optional.getInt(16), optional.getInt(32), optional.getInt(36),
                optional.getInt(56) & 0xFFFFFFFFL, optional.getInt(60) & 0xFFFFFFFFL, file.getShort(22) & 0xFFFF,
                file.getInt(8), optional.getInt(64), directories, sections());
    }

    private List<PeSection> sections() {
        int count = file.getShort(6) & 0xFFFF;
        ByteBuffer table = bytes(sectionTable(), count * SECTION_HEADER);
        List<PeSection> sections = new ArrayList<>();
        for (int at = 0; at < count * SECTION_HEADER; at += SECTION_HEADER) {
            String name = new String(table.array(), at, 8, StandardCharsets.ISO_8859_1);
            int end = name.indexOf(0);
            sections.add(new PeSection(end < 0 ? name : name.substring(0, end), table.getInt(at + 12) & 0xFFFFFFFFL,
                    table.getInt(at + 8) & 0xFFFFFFFFL, table.getInt(at + 20) & 0xFFFFFFFFL,
                    table.getInt(at + 16) & 0xFFFFFFFFL, table.getInt(at + 36)));
        }
        return sections;
    }
}
