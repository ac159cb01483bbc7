package org.mmscope.machine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.machine.PageEntry;
import org.mmscope.machine.PageLister;
import org.mmscope.machine.PagingControls;
import org.mmscope.machine.PagingMode;

class RawImageTest {

    @TempDir
    Path folder;

    @Test
    void readsValuesAtTheirPlaceAndZeroesBehindTheEnd() throws IOException {
        Path file = folder.resolve("image.raw");
        byte[] bytes = new byte[4096 + 10];
        bytes[4096 + 8] = 0x11;
        bytes[4096 + 9] = 0x22;
        Files.write(file, bytes);
        try (RawImage image = RawImage.open(file)) {
            assertEquals(8192, image.size());
            assertEquals(2, image.frames());
            assertEquals(0x2211, image.read32(4096 + 8));
            assertEquals(0x22, image.read64(4096 + 9));
            assertEquals(0x2211, image.read16(4096 + 8));
            assertEquals(0, image.read8(8191));
            byte[] frame = new byte[4096];
            frame[100] = 1;
            image.read(4096, frame, 0, 4096);
            assertEquals(0x22, frame[9]);
            assertEquals(0, frame[100]);
            assertThrows(IndexOutOfBoundsException.class, () -> image.read8(8192));
            assertThrows(IndexOutOfBoundsException.class, () -> image.read32(8190));
            assertThrows(IndexOutOfBoundsException.class, () -> image.read32(-2));
        }
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.raw"));
        assertThrows(IOException.class, () -> RawImage.open(file));
    }

    @Test
    void aSparseImageOf64GigabytesIsListed() throws IOException {
        Path file = folder.resolve("sparse.raw");
        long top = (64L << 30) - 4096;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(64L << 30);
            putLong(out, 0x1020, 0x2001);
            putLong(out, 0x2000 + 5 * 8, top | 0x67);
            putLong(out, top + 7 * 8, 0x8000_000A_BCDE_F163L);
        }
        List<String> pages = new ArrayList<>();
        try (RawImage image = RawImage.open(file)) {
            new PageLister(image, PagingControls.ofImage(PagingMode.PAE)).list(0x1020, (va, pa, size, entry) -> pages.add(
                    "%x %x %d %s".formatted(va, pa, size, PageEntry.flagNames(entry, size > 4096))));
        }
        assertEquals(List.of("a07000 abcdef000 4096 [W, A, D, G, NX]"), pages);
    }

    private static void putLong(RandomAccessFile out, long at, long value) throws IOException {
        out.seek(at);
        out.writeLong(Long.reverseBytes(value));
    }
}
