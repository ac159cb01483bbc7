package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.scenario.Runs.Given;
import org.mmscope.win32.Fnv1a;

/** A file of the host on the simulated volume, mapped by two processes and read through page faults. */
class HostFileTest {

    private static final String SCENARIO = """
            file "C:\\lib.so" from="%s"
            process A
            process B
            A: f = CreateFile("C:\\lib.so", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READONLY, 0, 0, "lib")
            A: p = MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0)
            A: sum(p, %2$d)
            B: t = OpenFileMapping(FILE_MAP_READ, "lib")
            B: q = MapViewOfFile(t, FILE_MAP_READ, 0, 0, 0)
            B: sum(q, %2$d)
            """;

    @Test
    void aLibraryOfTheJdkIsReadByTwoProcesses() throws IOException {
        Path library = library();
        long size = Files.size(library);
        Given given = Runs.of(SCENARIO.formatted(library, size));
        long expected = hash(Files.readAllBytes(library));
        List<TranscriptRow> sums = given.rows().stream().filter(row -> row.call().equals("sum")).toList();
        assertEquals(List.of(expected, expected), sums.stream().map(TranscriptRow::result).toList());
        assertTrue(sums.get(0).faults().stream().anyMatch(fault -> fault.kind().equals("mapped-file") && fault.hard()));
        assertTrue(sums.get(1).faults().stream().noneMatch(TranscriptRow.FaultRow::hard));
        assertTrue(sums.get(1).faults().stream().allMatch(fault -> fault.kind().equals("prototype-valid")));
        assertEquals(pages(sums.get(0)), pages(sums.get(1)));
    }

    private static List<Integer> pages(TranscriptRow row) {
        return row.faults().stream().map(TranscriptRow.FaultRow::pfn).toList();
    }

    @Test
    void theHostsFileIsNeverWritten(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[10_000];
        java.util.Arrays.fill(bytes, (byte) 'x');
        Path file = Files.write(folder.resolve("data.bin"), bytes);
        FileTime time = Files.getLastModifiedTime(file);
        Given given = Runs.of("""
                file "C:\\data.bin" from="%s"
                process A
                A: f = CreateFile("C:\\data.bin", GENERIC_READ | GENERIC_WRITE, 0, OPEN_EXISTING)
                A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0)
                A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0)
                A: fill(p, 10000, 1)
                A: FlushViewOfFile(p, 0)
                A: UnmapViewOfFile(p)
                A: CloseHandle(s)
                A: SetFilePointer(f, 9000, FILE_BEGIN)
                A: ReadFile(f, 5000)
                """.formatted(file));
        byte[] ones = new byte[1000];
        java.util.Arrays.fill(ones, (byte) 1);
        TranscriptRow read = given.rows().getLast();
        assertEquals(1000, read.out().get("BytesRead"));
        assertEquals(hash(ones), read.out().get("Fnv1a"));
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(time, Files.getLastModifiedTime(file));
    }

    private static long hash(byte[] bytes) {
        Fnv1a hash = new Fnv1a();
        hash.add(bytes, bytes.length);
        return Integer.toUnsignedLong(hash.value());
    }

    /** Some library of the JDK, of a few hundred kilobytes. */
    private static Path library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.home"), "lib"))) {
            return files.filter(HostFileTest::suits).sorted().findFirst().orElseThrow();
        }
    }

    private static boolean suits(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 50_000 && Files.size(file) < 1_000_000;
        } catch (IOException e) {
            return false;
        }
    }
}
