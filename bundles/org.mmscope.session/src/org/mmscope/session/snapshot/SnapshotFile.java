package org.mmscope.session.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.export.ProgressSink;

/**
 * A native snapshot ({@code .mmsnap}): the machine description, physical memory and the named state chunks of whoever
 * resumes it, compressed and under checksums. Immutable and safe for any thread; the file is mapped, memory is
 * decompressed as it is read.
 */
public final class SnapshotFile {

    private static final int MAX_MACHINE = 1 << 20;
    private static final int MAX_STATE = 1 << 28;

    private final ContainerReader container;
    private final MachineDescription machine;
    private final PhysicalReader memory;
    private final PageFileContents pageFiles;

    private SnapshotFile(ContainerReader container) throws IOException {
        this.container = container;
        ChunkEntry entry = container.entries().get(Container.MACHINE);
        if (entry == null) {
            throw new SnapshotFormatException("no machine chunk", 0);
        }
        this.machine = machine(entry);
        this.memory = new SnapshotMemory(container, machine.physicalPages());
        this.pageFiles = stateNames().contains(PageFilePages.CHUNK)
                ? PageFilePages.read(state(PageFilePages.CHUNK)) : PageFileContents.UNKNOWN;
    }

    /**
     * Writes a snapshot; the target is replaced whole or left as it was.
     *
     * @throws IOException if the file cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static void write(Path target, SnapshotContent content, ProgressSink progress) throws IOException {
        try (ReplacingFile file = new ReplacingFile(target)) {
            ContainerWriter writer = new ContainerWriter(file.channel());
            writer.chunk(Container.MACHINE, out -> JsonSnapshotWriter.writeMachine(content.machine(), out));
            new MemoryChunks(content.memory()).write(writer, progress);
            for (Map.Entry<String, StateChunk> chunk : content.state().entrySet()) {
                writer.chunk(Container.STATE + chunk.getKey(), chunk.getValue());
            }
            writer.finish();
            file.commit();
        }
    }

    /**
     * Opens a snapshot and validates its structure and every checksum.
     *
     * @throws SnapshotFormatException with the offset of the damage
     * @throws IOException if the file cannot be read
     */
    public static SnapshotFile open(Path file) throws IOException {
        return new SnapshotFile(ContainerReader.open(file));
    }

    /** What machine it is. */
    public MachineDescription machine() {
        return machine;
    }

    /** Its physical memory. Reading throws DamagedImageException if a chunk is not what its checksum promised. */
    public PhysicalReader memory() {
        return memory;
    }

    /** The machine, decoded from its memory and the pages of paged pool that are in page files. */
    public MachineView view() {
        return KernelView.of(memory, machine, pageFiles);
    }

    /** Names of the state chunks, in the order written. */
    public List<String> stateNames() {
        return container.entries().keySet().stream().filter(name -> name.startsWith(Container.STATE))
                .map(name -> name.substring(Container.STATE.length())).toList();
    }

    /**
     * The bytes of a state chunk, at most 256 MB.
     *
     * @throws SnapshotFormatException if it cannot be decompressed
     * @throws IllegalArgumentException if there is none of that name
     */
    public byte[] state(String name) throws SnapshotFormatException {
        ChunkEntry entry = container.entries().get(Container.STATE + name);
        if (entry == null) {
            throw new IllegalArgumentException("no state chunk " + name);
        }
        return container.bytes(entry, MAX_STATE);
    }

    private MachineDescription machine(ChunkEntry entry) throws IOException {
        try {
            return JsonSnapshotReader.readMachine(new ByteArrayInputStream(container.bytes(entry, MAX_MACHINE)));
        } catch (SnapshotFormatException e) {
            throw new SnapshotFormatException("machine chunk: " + e.getMessage() + ", chunk", entry.offset());
        }
    }
}
