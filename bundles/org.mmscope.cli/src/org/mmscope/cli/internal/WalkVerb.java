package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.mmscope.machine.Access;
import org.mmscope.machine.PageLister;
import org.mmscope.machine.PageWalker;
import org.mmscope.machine.PagingControls;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.WalkOutcome;
import org.mmscope.machine.WalkRecord;
import org.mmscope.machine.image.RawImage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks the page tables in a raw physical memory image, of any x86 machine. */
@Command(name = "walk", description = {
        "Walks the page tables in a raw physical memory image, of mmscope or of any x86 machine.",
        "Prints one JSON object a line for each mapped page, or for each VA given." }, footer = {
        "%nNumbers are decimal, or hexadecimal with 0x.", "Exit code: 0 walked, 2 refused input." })
final class WalkVerb extends Verb {

    private static final long ADDRESSES = 1L << 32;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image: byte for byte, frame 0 first.")
    private String image;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "VA", description = "Linear addresses to translate.")
    private List<String> addresses = List.of();

    @Option(names = "--cr3", required = true, paramLabel = "N", description = {
            "Physical address of the page directory;", "with pae of the page-directory-pointer table." })
    private String cr3;

    @Option(names = "--paging", paramLabel = "MODE", description = "x86 (the default) or pae.")
    private String paging = "x86";

    WalkVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        PagingMode mode = mode();
        Path path = Paths.of(image);
        if (Files.isDirectory(path)) {
            throw new RefusedException(image + ": is a folder; name a memory image");
        }
        long root = Numbers.parse(cr3, "--cr3", ADDRESSES);
        long[] given = addresses.stream().mapToLong(text -> Numbers.parse(text, "VA", ADDRESSES)).toArray();
        try (RawImage memory = RawImage.open(path); PageLines lines = new PageLines(console())) {
            if (root >= memory.size()) {
                throw new RefusedException(String.format("--cr3 0x%X lies outside the image, which has 0x%X bytes",
                        root, memory.size()));
            }
            PagingControls controls = PagingControls.ofImage(mode);
            if (given.length == 0) {
                new PageLister(memory, controls).list(root, lines);
            } else {
                translate(PageWalker.observing(memory, controls, root), given, lines);
            }
        }
        return ExitCode.OK;
    }

    private static void translate(PageWalker walker, long[] given, PageLines lines) {
        for (long va : given) {
            WalkRecord walk = walker.observe((int) va, Access.READ, false);
            if (walk.outcome() == WalkOutcome.MAPPED) {
                lines.mapped(va, walk.physicalAddress(), walk.pageSize(), walk.lastStep().entry());
            } else {
                lines.unmapped(va, walk.reason());
            }
        }
    }

    private PagingMode mode() {
        return switch (paging.toLowerCase(Locale.ROOT)) {
            case "x86" -> PagingMode.X86;
            case "pae" -> PagingMode.PAE;
            default -> throw new RefusedException("--paging " + paging + ": expected x86 or pae");
        };
    }
}
