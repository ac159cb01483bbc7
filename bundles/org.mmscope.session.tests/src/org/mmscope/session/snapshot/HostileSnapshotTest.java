package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.session.SessionException;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.internal.SavedRun;

/**
 * Snapshots made by somebody who means harm: blind damage, damage with every checksum put right, and well-formed
 * files with senseless contents. Each is read, or refused with the offset or the address of the damage, in bounded
 * memory. {@code mmscope.mutations} sets their number.
 */
class HostileSnapshotTest {

    private static final int MUTATIONS = Integer.getInteger("mmscope.mutations", 300);
    /** What reading a machine of 8 MB may allocate in all, and how long its JSON may get. */
    private static final long MOST_ALLOCATED = 400L << 20;
    private static final long MOST_JSON = 64L << 20;

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;
    private int read;
    private int refused;

    @BeforeEach
    void sample() throws IOException {
        file = folder.resolve("hostile.mmsnap");
        whole = StoredSnapshotTest.resource("version2.mmsnap");
    }

    @Test
    void blindDamageIsRefused() throws IOException {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] damaged = damaged(whole, new Random(seed));
            if (!Arrays.equals(damaged, whole)) {
                take(damaged, seed);
            }
        }
        assertTrue(read == 0 && refused > MUTATIONS * 9 / 10, read + " read, " + refused + " refused");
    }

    @Test
    void damageUnderRightChecksumsIsReadOrRefused() throws IOException {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            take(summed(damaged(whole, new Random(seed))), seed);
        }
        assertTrue(refused > MUTATIONS / 2, read + " read, " + refused + " refused");
    }

    @Test
    void senselessContentsAreReadOrRefused() throws IOException {
        Files.write(file, whole);
        SnapshotFile sample = SnapshotFile.open(file);
        PhysicalMemory memory = new PhysicalMemory(sample.memory().size());
        byte[] bytes = new byte[(int) memory.size()];
        sample.memory().read(0, bytes, 0, bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        var before = memory.capture();
        for (int seed = 0; seed < MUTATIONS / 4; seed++) {
            memory.restore(before);
            Random random = new Random(seed);
            spoil(memory, random);
            byte[] run = damaged(sample.state(SavedRun.CHUNK), random);
            SnapshotFile.write(file, new SnapshotContent(sample.machine(), memory,
                    Map.of(SavedRun.CHUNK, out -> out.write(run))), ProgressSink.NONE);
            take(Files.readAllBytes(file), seed);
        }
        assertTrue(refused > MUTATIONS / 40 && read > 0, read + " read, " + refused + " refused");
    }

    /** Writes nonsense over words of frames in use. */
    private static void spoil(PhysicalMemory memory, Random random) {
        for (int words = 1 << random.nextInt(12); words > 0;) {
            long at = 4L * random.nextInt((int) (memory.size() / 4));
            if (memory.read32(at) != 0) {
                memory.write32(at, random.nextBoolean() ? random.nextInt()
                        : memory.read32(at) ^ 1 << random.nextInt(32));
                words--;
            }
        }
    }

    /** Bytes changed, cut, left out, or put in. */
    private static byte[] damaged(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(Math.min(64, bytes.length - at));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + count, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, at + count), Arrays.copyOfRange(bytes, at, bytes.length));
            case 3 -> changed(bytes, random, count, Math.min(bytes.length, 40));
            case 4 -> changed(bytes, random, count, bytes.length);
            default -> changed(bytes, random, 1, bytes.length);
        };
    }

    private static byte[] changed(byte[] bytes, Random random, int count, int from) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < count; i++) {
            changed[random.nextInt(from)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** Puts every checksum right as far as the table can still be followed. */
    private static byte[] summed(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < Container.HEADER) {
            return bytes;
        }
        long table = buffer.getLong(16);
        if (table >= Container.HEADER && table < bytes.length) {
            sumChunks(buffer, (int) table);
            buffer.putInt(32, sum(bytes, (int) table, bytes.length - (int) table));
        }
        buffer.putInt(Container.HEADER_SUMMED, sum(bytes, 0, Container.HEADER_SUMMED));
        return bytes;
    }

    private static void sumChunks(ByteBuffer file, int table) {
        long chunk = Container.HEADER;
        for (int at = table; at + 2 <= file.limit();) {
            int stored = at + 2 + (file.getShort(at) & 0xFFFF) + 1;
            if (stored + 20 > file.limit()) {
                return;
            }
            long length = file.getLong(stored);
            if (length < 0 || length > table - chunk) {
                return;
            }
            file.putInt(stored + 16, sum(file.array(), (int) chunk, (int) length));
            chunk += length;
            at = stored + 20;
        }
    }

    private static int sum(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        return (int) crc.getValue();
    }

    private void take(byte[] bytes, int seed) throws IOException {
        Files.write(file, bytes);
        var thread = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (Reading reading : READINGS) {
            try {
                reading.read(file);
                read++;
            } catch (SnapshotFormatException e) {
                assertTrue(e.offset() >= 0 && e.offset() <= Math.max(bytes.length, 100_000), e.getMessage());
                refused++;
            } catch (DamagedImageException | SessionException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_ALLOCATED, "seed " + seed + " made the reader allocate " + allocated);
    }

    /** A way of reading a snapshot. */
    private interface Reading {
        void read(Path file) throws IOException;
    }

    private static final List<Reading> READINGS = List.of(
            file -> JsonSnapshotWriter.write(SnapshotFile.open(file).view(), new Bounded()),
            HostileSnapshotTest::readRun);

    private static void readRun(Path file) throws IOException {
        SnapshotFile snapshot = SnapshotFile.open(file);
        for (String name : snapshot.stateNames()) {
            SavedRun.read(snapshot.state(name)).scenario();
        }
    }

    /** Takes so much and no more. */
    private static final class Bounded extends OutputStream {
        private long written;

        @Override
        public void write(int value) {
            write(null, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            written += count;
            if (written > MOST_JSON) {
                throw new UncheckedIOException(new IOException("JSON without end"));
            }
        }
    }
}
