package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.machine.PhysicalMemory;

import com.fasterxml.jackson.core.JsonFactory;

/**
 * A process that is killed in the middle of saving leaves the earlier snapshot or the new one, whole.
 * {@code mmscope.kills} sets how often it is tried.
 */
class KilledSaveTest {

    private static final int KILLS = Integer.getInteger("mmscope.kills", 6);
    private static final int LONGEST_WAIT_MILLIS = 60;

    @TempDir
    Path folder;

    private final PhysicalMemory memory = SavingProcess.memory();

    @Test
    void theEarlierSnapshotIsNeverLost() throws IOException, InterruptedException {
        Path file = folder.resolve("machine.mmsnap");
        Random random = new Random(6);
        SavingProcess.save(file, memory, 0);
        int generation = 0;
        int inTheMiddle = 0;
        for (int i = 0; i < KILLS; i++) {
            int told = killedAfter(file, generation + 1, random.nextInt(LONGEST_WAIT_MILLIS));
            int found = generation(file);
            assertTrue(found == told || found == told + 1, "saved " + told + ", found " + found);
            generation = found;
            inTheMiddle += temporaryFiles() > 0 ? 1 : 0;
            removeTemporaryFiles();
        }
        assertTrue(inTheMiddle > 0, "not one of " + KILLS + " was killed in the middle of a save");
    }

    /** Lets a process save until some time after its first save, kills it, and gives the generation it told last. */
    private int killedAfter(Path file, int first, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath(),
                SavingProcess.class.getName(), file.toString(), Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = process.inputReader()) {
            int told = Integer.parseInt(output.readLine());
            Thread.sleep(millis);
            // Killed by its handle, as the process itself would take what it has written away with it.
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (String line = output.readLine(); line != null && !line.isEmpty(); line = output.readLine()) {
                told = Integer.parseInt(line);
            }
            return told;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Where the classes that the process needs were loaded from. */
    private static String classPath() {
        return Stream.of(SavingProcess.class, SnapshotFile.class, MachineDescription.class, PhysicalMemory.class,
                JsonFactory.class).map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString()).distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private int generation(Path file) throws IOException {
        SnapshotFile snapshot = SnapshotFile.open(file);
        int generation = Integer.parseInt(new String(snapshot.state(SavingProcess.STATE)));
        assertEquals(generation, snapshot.machine().time());
        SavingProcess.mark(memory, generation);
        byte[] expected = new byte[(int) memory.size()];
        byte[] found = new byte[expected.length];
        memory.read(0, expected, 0, expected.length);
        snapshot.memory().read(0, found, 0, found.length);
        assertArrayEquals(expected, found);
        return generation;
    }

    private int temporaryFiles() throws IOException {
        try (var files = Files.list(folder)) {
            return (int) files.count() - 1;
        }
    }

    private void removeTemporaryFiles() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".tmp")).toList()) {
                Files.delete(file);
            }
        }
    }
}
