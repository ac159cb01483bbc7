package org.mmscope.session.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.export.ProgressSink;

/**
 * A process of its own that saves one generation of a machine after another over the same file until it is killed.
 * Generation n is n at the start of every frame and in the state chunk, so that a mixture of two can be told.
 */
final class SavingProcess {

    static final int FRAMES = 1500;
    static final String STATE = "generation";

    private SavingProcess() {
    }

    /** Arguments: the file, and the generation to begin with. Each one is told on the output once it is saved. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        PhysicalMemory memory = memory();
        for (int generation = Integer.parseInt(arguments[1]);; generation++) {
            save(file, memory, generation);
            System.out.println(generation);
        }
    }

    /** Memory that takes its time to be saved: noise, which the generations differ from in a word a frame. */
    static PhysicalMemory memory() {
        PhysicalMemory memory = new PhysicalMemory((long) FRAMES * PhysicalReader.FRAME_SIZE);
        byte[] noise = new byte[(int) memory.size()];
        new Random(1).nextBytes(noise);
        memory.write(0, noise, 0, noise.length);
        return memory;
    }

    /** Saves a generation. */
    static void save(Path file, PhysicalMemory memory, int generation) throws IOException {
        mark(memory, generation);
        MachineDescription machine =
                new MachineDescription("xp", PagingMode.X86, FRAMES, generation, 0, 5, 0, Map.of());
        byte[] state = Integer.toString(generation).getBytes();
        SnapshotFile.write(file, new SnapshotContent(machine, memory, Map.of(STATE, out -> out.write(state))),
                ProgressSink.NONE);
    }

    /** Makes memory that of a generation. */
    static void mark(PhysicalMemory memory, int generation) {
        for (int frame = 0; frame < FRAMES; frame++) {
            memory.write32((long) frame * PhysicalReader.FRAME_SIZE, generation);
        }
    }
}
