package org.mmscope.kernel.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images that the linker of the MinGW tools makes with alignments that are not met every day. */
final class LinkedImages {
    private static final String START = """
             .text
             .globl _start
            _start: movl value, %eax
             ret
             .fill 5000, 1, 0x90
             .section .rdata,"dr"
            text: .asciz "constants"
             .fill 700, 1, 7
             .data
            value: .long text
             .fill 4500, 1, 9
            """;
    private static final String ZEROES = """
             .bss
             .space 9000
            """;
    /** Alignment of sections in memory and in the file. */
    private static final int[][] ALIGNMENTS = {{0x1000, 0x1000}, {0x1000, 0x400}, {0x2000, 0x200}, {0x4000, 0x800},
        {0x10000, 0x1000}, {0x200, 0x200}, {0x80, 0x80}, {0x20, 0x20}};

    private final Path linker;
    private final Path assembler;
    private final Path folder;

    LinkedImages(Path linker, Path assembler, Path folder) {
        this.linker = linker;
        this.assembler = assembler;
        this.folder = folder;
    }

    /** A program and a library of each alignment. */
    List<Path> all() throws IOException, InterruptedException {
        List<Path> images = new ArrayList<>();
        for (int[] alignment : ALIGNMENTS) {
            String source = alignment[0] < 0x1000 ? START : START + ZEROES;
            images.add(link(source, alignment[0], alignment[1], "exe"));
            images.add(link(source, alignment[0], alignment[1], "dll", "-shared"));
        }
        return images;
    }

    Path link(String source, int inMemory, int inFile, String extension, String... options)
            throws IOException, InterruptedException {
        String name = Integer.toHexString(inMemory) + "-" + Integer.toHexString(inFile) + "." + extension;
        Path text = Files.writeString(folder.resolve(name + ".s"), source);
        Path object = folder.resolve(name + ".o");
        ObjectDump.run(assembler.toString(), "-o", object.toString(), text.toString());
        Path image = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(linker.toString(), "-e", "_start", "--section-alignment",
                String.valueOf(inMemory), "--file-alignment", String.valueOf(inFile), "-o", image.toString(),
                object.toString()));
        command.addAll(List.of(options));
        ObjectDump.run(command.toArray(String[]::new));
        return image;
    }

    /** An image whose alignment in the file no system takes. */
    Path misaligned() throws IOException, InterruptedException {
        return link(START, 0x1000, 0x20, "exe");
    }
}
