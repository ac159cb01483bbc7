package org.mmscope.win32.loader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What GNU objdump says of a Windows program: where it wants to be, its relocations and what it imports. */
public final class ProgramDump {

    private static final Path OBJDUMP = Path.of("/usr/bin/i686-w64-mingw32-objdump");
    private static final Pattern BASE = Pattern.compile("ImageBase\\s+([0-9a-f]{8})");
    private static final Pattern SECTION =
            Pattern.compile("\\s*\\d+ \\S+\\s+([0-9a-f]{8})  ([0-9a-f]{8})  [0-9a-f]{8}  ([0-9a-f]{8})  .*");
    private static final Pattern RELOCATION = Pattern.compile("\\s*reloc.*\\[([0-9a-f]+)\\] HIGHLOW");
    private static final Pattern TABLE = Pattern.compile(" ([0-9a-f]{8}\\s){5}([0-9a-f]{8})");
    private static final Pattern LIBRARY = Pattern.compile("\\tDLL Name: (.*)");
    private static final Pattern MEMBER = Pattern.compile("\\t[0-9a-f]+\\t *\\d+  (\\S+).*");

    /** An import: the name, the library that it is of and the offset from the base where its address goes. */
    public record Import(String library, String name, int slot) {
    }

    private record Section(int offset, int size, int inFile) {
    }

    private final List<Section> sections = new ArrayList<>();
    private final List<Integer> relocations = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private int base;
    private int table;
    private String library;

    /** Whether the program that tells it is installed. */
    public static boolean available() {
        return Files.isExecutable(OBJDUMP);
    }

    public ProgramDump(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(OBJDUMP.toString(), "-p", "-h", file.toString()).start();
        try (var out = process.inputReader(StandardCharsets.ISO_8859_1)) {
            out.lines().forEach(this::read);
        }
        if (process.waitFor() != 0) {
            throw new IOException(file + " cannot be read");
        }
    }

    private void read(String line) {
        Matcher found;
        if ((found = BASE.matcher(line)).matches()) {
            base = hex(found.group(1));
        } else if ((found = SECTION.matcher(line)).matches()) {
            sections.add(new Section(hex(found.group(2)) - base, hex(found.group(1)), hex(found.group(3))));
        } else if ((found = RELOCATION.matcher(line)).matches()) {
            relocations.add(hex(found.group(1)));
        } else if ((found = TABLE.matcher(line)).matches()) {
            table = hex(found.group(2));
        } else if ((found = LIBRARY.matcher(line)).matches()) {
            library = found.group(1);
        } else if ((found = MEMBER.matcher(line)).matches()) {
            imports.add(new Import(library, found.group(1), table));
            table += 4;
        }
    }

    private static int hex(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }

    public int base() {
        return base;
    }

    public List<Import> imports() {
        return imports;
    }

    public boolean canBeMoved() {
        return !relocations.isEmpty();
    }

    /** The bytes of the file's sections as they lie in memory at some base, before imports are bound. */
    public byte[] image(byte[] file, int at) {
        ByteBuffer image = ByteBuffer.allocate(sections.getLast().offset() + sections.getLast().size())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Section section : sections) {
            if (section.inFile() != 0) {
                image.put(section.offset(), file, section.inFile(), section.size());
            }
        }
        for (int relocation : relocations) {
            image.putInt(relocation, image.getInt(relocation) + at - base);
        }
        return image.array();
    }

    /** Whether a section of the file, from its first to its last byte, holds a byte at an offset from the base. */
    public boolean covers(int offset) {
        return sections.stream().anyMatch(s -> s.inFile() != 0 && offset >= s.offset() && offset < s.offset() + s.size());
    }
}
