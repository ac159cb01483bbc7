package org.mmscope.kernel.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PE32 files for an i386 machine that Debian packages have installed. */
final class RealImages {
    /** Packages whose files are looked at; {@code ./mmscope test} installs them. */
    static final String PACKAGES = "nsis-common libz-mingw-w64 gpgv-win32 python3-setuptools-whl binutils-mingw-w64-i686";

    private static final List<Path> FOLDERS = List.of(Path.of("/usr/share/nsis"), Path.of("/usr/share/win32"),
            Path.of("/usr/i686-w64-mingw32/lib"));
    private static final Path WHEELS = Path.of("/usr/share/python-wheels");
    private static final int DOS = 0x5A4D;
    private static final int PE = 0x4550;
    private static final int I386 = 0x14C;

    private RealImages() {
    }

    /** Every image there is; those that lie in an archive are unpacked into a folder. */
    static List<Path> all(Path unpacked) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : FOLDERS) {
            files.addAll(filesIn(folder));
        }
        for (Path wheel : filesIn(WHEELS)) {
            if (wheel.getFileName().toString().startsWith("setuptools")) {
                files.addAll(unpack(wheel, unpacked));
            }
        }
        List<Path> images = new ArrayList<>();
        for (Path file : files) {
            if (isImage(file)) {
                images.add(file);
            }
        }
        return images;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> unpack(Path archive, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            for (Path entry : filesIn(zip.getPath("/"))) {
                if (entry.toString().endsWith(".exe")) {
                    Path file = to.resolve(entry.getFileName().toString());
                    Files.copy(entry, file);
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static boolean isImage(Path file) throws IOException {
        byte[] head = new byte[4096];
        int length;
        try (InputStream in = Files.newInputStream(file)) {
            length = in.readNBytes(head, 0, head.length);
        }
        ByteBuffer words = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int nt = length < head.length ? -1 : words.getInt(0x3C);
        return nt >= 0 && nt <= head.length - 8 && (words.getShort(0) & 0xFFFF) == DOS && words.getInt(nt) == PE
                && (words.getShort(nt + 4) & 0xFFFF) == I386;
    }

    /** A program of the search path, if it is there. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }
}
