package org.mmscope.kernel.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What GNU objdump says of a PE32 file. */
record ObjectDump(int imageBase, int sizeOfImage, int sectionAlignment, List<Section> sections,
        List<Integer> relocations) {
    private static final Pattern HEADER = Pattern.compile("(ImageBase|SizeOfImage|SectionAlignment)\\s+([0-9a-f]{8})");
    private static final Pattern SECTION =
            Pattern.compile("\\s*\\d+ (\\S+)\\s+([0-9a-f]{8})  ([0-9a-f]{8})  [0-9a-f]{8}  ([0-9a-f]{8})  .*");
    private static final Pattern RELOCATION = Pattern.compile("\\s*reloc.*\\[([0-9a-f]+)\\] HIGHLOW");

    /**
     * A section.
     *
     * @param va its address at the preferred base
     * @param size bytes that have an address, without those behind what the file gives
     * @param fileOffset where they lie in the file
     */
    record Section(String name, int va, int size, int fileOffset, boolean contents, boolean readOnly, boolean code,
            boolean shared) {
    }

    /** Runs a program that prints on its standard output and gives its lines. */
    static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (var out = process.inputReader(StandardCharsets.ISO_8859_1)) {
            lines = out.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + String.join("\n", lines));
        }
        return lines;
    }

    static ObjectDump of(Path program, Path file) throws IOException, InterruptedException {
        int[] header = new int[3];
        List<Section> sections = new ArrayList<>();
        List<Integer> relocations = new ArrayList<>();
        List<String> lines = run(program.toString(), "-h", "-p", file.toString());
        for (int i = 0; i < lines.size(); i++) {
            Matcher field = HEADER.matcher(lines.get(i));
            Matcher section = SECTION.matcher(lines.get(i));
            Matcher relocation = RELOCATION.matcher(lines.get(i));
            if (field.matches()) {
                header[List.of("ImageBase", "SizeOfImage", "SectionAlignment").indexOf(field.group(1))] =
                        hex(field.group(2));
            } else if (section.matches()) {
                sections.add(section(section, lines.get(i + 1)));
            } else if (relocation.matches()) {
                relocations.add(hex(relocation.group(1)));
            }
        }
        return new ObjectDump(header[0], header[1], header[2], sections, relocations);
    }

    private static Section section(Matcher line, String flags) {
        return new Section(line.group(1), hex(line.group(3)), hex(line.group(2)), hex(line.group(4)),
                flags.contains("CONTENTS"), flags.contains("READONLY"), flags.contains("CODE"),
                flags.contains("SHARED"));
    }

    private static int hex(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }
}
