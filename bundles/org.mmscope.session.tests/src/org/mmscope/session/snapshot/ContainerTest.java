package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.export.ProgressSink;

class ContainerTest {

    private static final int FRAMES = 700;

    @TempDir
    Path folder;

    private static PhysicalMemory memory() {
        PhysicalMemory memory = new PhysicalMemory((long) FRAMES * PhysicalReader.FRAME_SIZE);
        Random random = new Random(7);
        byte[] frame = new byte[PhysicalReader.FRAME_SIZE];
        for (int pfn : new int[] {0, 1, 255, 257, FRAMES - 1}) {
            random.nextBytes(frame);
            memory.write((long) pfn * frame.length, frame, 0, frame.length);
        }
        return memory;
    }

    private static SnapshotContent content(PhysicalReader memory) {
        Map<String, StateChunk> state = new LinkedHashMap<>();
        state.put("runner", out -> out.write("line 7".getBytes("UTF-8")));
        state.put("volume", out -> {
            out.write(new byte[100_000]);
            out.close();
        });
        MachineDescription machine = new MachineDescription("xp", PagingMode.X86, memory.frames(), 5, 0, 5, 0,
                Map.of("PsActiveProcessHead", 1L));
        return new SnapshotContent(machine, memory, state);
    }

    private Path written() throws IOException {
        Path file = folder.resolve("a.mmsnap");
        SnapshotFile.write(file, content(memory()), ProgressSink.NONE);
        return file;
    }

    @Test
    void holdsWhatWasWritten() throws IOException {
        SnapshotFile read = SnapshotFile.open(written());
        PhysicalMemory memory = memory();
        assertEquals(memory.size(), read.memory().size());
        byte[] expected = new byte[(int) memory.size()];
        byte[] found = new byte[(int) memory.size()];
        memory.read(0, expected, 0, expected.length);
        read.memory().read(0, found, 0, found.length);
        assertArrayEquals(expected, found);
        for (long at = 4096 - 9; at < 4096 + 9; at++) {
            assertEquals(memory.read64(at), read.memory().read64(at));
            assertEquals(memory.read32(at), read.memory().read32(at));
            assertEquals(memory.read16(at), read.memory().read16(at));
            assertEquals(memory.read8(at), read.memory().read8(at));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> read.memory().read8(memory.size()));
        assertEquals(List.of("runner", "volume"), read.stateNames());
        assertArrayEquals("line 7".getBytes("UTF-8"), read.state("runner"));
        assertArrayEquals(new byte[100_000], read.state("volume"));
        assertEquals(content(memory).machine(), read.machine());
    }

    @Test
    void equalContentGivesEqualBytes() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertArrayEquals(first, Files.readAllBytes(written()));
        assertTrue(first.length < 6 * 4096 + 1000, "zero frames take room: " + first.length);
    }

    @Test
    void everyByteIsGuarded() throws IOException {
        byte[] written = Files.readAllBytes(written());
        Path damaged = folder.resolve("damaged.mmsnap");
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            int at = i < 200 ? i : i < 600 ? written.length - 1 - (i - 200) : random.nextInt(written.length);
            byte[] bytes = written.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);
            SnapshotFormatException e =
                    assertThrows(SnapshotFormatException.class, () -> SnapshotFile.open(damaged), "byte " + at);
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] written = Files.readAllBytes(written());
        Path damaged = folder.resolve("damaged.mmsnap");
        for (int length = 0; length < written.length; length += length < 100 ? 1 : 97) {
            Files.write(damaged, java.util.Arrays.copyOf(written, length));
            assertThrows(SnapshotFormatException.class, () -> SnapshotFile.open(damaged), "cut to " + length);
        }
        Files.write(damaged, java.util.Arrays.copyOf(written, written.length + 1));
        assertThrows(SnapshotFormatException.class, () -> SnapshotFile.open(damaged));
    }

    @Test
    void aFailedWriteLeavesTheEarlierFile() throws IOException {
        Path file = written();
        byte[] earlier = Files.readAllBytes(file);
        ProgressSink cancelled = new ProgressSink() {
            @Override
            public void progress(long done, long total) {
                assertTrue(done < total);
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> SnapshotFile.write(file, content(memory()), cancelled));
        SnapshotContent failing = new SnapshotContent(content(memory()).machine(), memory(), Map.of("x", out -> {
            throw new IOException("full");
        }));
        assertThrows(IOException.class, () -> SnapshotFile.write(file, failing, ProgressSink.NONE));
        assertArrayEquals(earlier, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void chunksOfAnotherMachineAreRefused() throws IOException {
        SnapshotContent large = content(memory());
        MachineDescription machine = large.machine();
        MachineDescription small = new MachineDescription(machine.profile(), machine.paging(), 256, 0, 0, 5, 0,
                machine.symbols());
        Path file = folder.resolve("b.mmsnap");
        SnapshotFile.write(file, new SnapshotContent(small, large.memory(), Map.of()), ProgressSink.NONE);
        SnapshotFormatException e = assertThrows(SnapshotFormatException.class, () -> SnapshotFile.open(file));
        assertTrue(e.getMessage().contains("memory/1"), e.getMessage());
        assertFalse(e.offset() <= 0);
    }
}
