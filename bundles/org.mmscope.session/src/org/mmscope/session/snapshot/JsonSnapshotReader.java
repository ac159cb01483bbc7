package org.mmscope.session.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/**
 * Reads a JSON snapshot. The view has what the JSON has: its memory is of size 0, it knows no page table entry of a
 * process, and frames that the snapshot does not list are told as free. Memory needed grows with the file only.
 */
public final class JsonSnapshotReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(1 << 16)
                    .maxNumberLength(24).maxNameLength(256).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Map<String, PagingMode> PAGING = JsonNames.table(PagingMode.class, JsonNames::of);
    private static final int MAX_FRAMES = 1 << 24;

    private final JsonCursor json;
    private int frames;

    private JsonSnapshotReader(JsonParser parser) {
        this.json = new JsonCursor(parser);
    }

    /**
     * Reads a snapshot.
     *
     * @throws SnapshotFormatException with the offset if it is damaged
     */
    public static MachineView read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in);
        }
    }

    /** Reads a snapshot from a stream, to its end. */
    public static MachineView read(InputStream in) throws IOException {
        return read(in, JsonSnapshotReader::snapshot);
    }

    /** Reads a {@code machine} object alone. */
    static MachineDescription readMachine(InputStream in) throws IOException {
        return read(in, JsonSnapshotReader::machine);
    }

    private static <T> T read(InputStream in, Part<T> part) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            JsonSnapshotReader reader = new JsonSnapshotReader(parser);
            reader.json.start();
            T value = part.read(reader);
            reader.json.end();
            return value;
        } catch (JsonProcessingException e) {
            throw new SnapshotFormatException(e.getOriginalMessage(), Math.max(0, e.getLocation().getByteOffset()));
        }
    }

    /** What is read. */
    private interface Part<T> {
        T read(JsonSnapshotReader reader) throws IOException;
    }

    private MachineView snapshot() throws IOException {
        ProcessJsonReader processes = new ProcessJsonReader(json);
        SectionJsonReader sections = new SectionJsonReader(json);
        ListedPfnTable pfns = new ListedPfnTable();
        JsonObject object = json.object(Map.ofEntries(
                Map.entry("machine", this::machine),
                Map.entry("processes", () -> sorted(json.list(processes::process), ProcessView::pid)),
                Map.entry("sections", () -> sorted(json.list(sections::section), SectionView::address)),
                Map.entry("segments", () -> sorted(json.list(sections::segment), SegmentView::address)),
                Map.entry("controlAreas", () -> sorted(json.list(sections::controlArea), ControlAreaView::address)),
                Map.entry("fileObjects", () -> sorted(json.list(this::fileObject), FileObjectView::address)),
                Map.entry("pageFiles", () -> json.list(this::pageFile)),
                Map.entry("pageLists", this::pageLists),
                Map.entry("memory", this::memory),
                Map.entry("pfns", () -> new PfnJsonReader(json, pfns).read())),
                "format", "version", "machine", "processes", "sections", "segments", "controlAreas", "fileObjects",
                "pageFiles", "pageLists", "memory", "pfns");
        if (!object.string("format").equals(JsonSnapshotWriter.FORMAT)) {
            throw object.damaged("format is not " + JsonSnapshotWriter.FORMAT);
        }
        if (object.integer("version") != JsonSnapshotWriter.VERSION) {
            throw object.damaged("version " + object.integer("version") + " is not known");
        }
        if (pfns.lastListed() >= frames) {
            throw object.damaged("frame " + pfns.lastListed() + " of " + frames);
        }
        return new JsonMachineView(object.value("machine"), object.value("processes"), object.value("sections"),
                object.value("segments"), object.value("controlAreas"), object.value("fileObjects"),
                object.value("pageFiles"), object.value("pageLists"), object.value("memory"), pfns.of(frames));
    }

    private MachineDescription machine() throws IOException {
        JsonObject machine = json.object(Map.of("symbols", json::numbers), "profile", "paging", "pageSize",
                "physicalPages", "time", "pfnDatabase", "systemPageDirectory", "kernelBase", "symbols");
        if (machine.integer("pageSize") != PhysicalReader.FRAME_SIZE) {
            throw machine.damaged("pageSize is not " + PhysicalReader.FRAME_SIZE);
        }
        frames = machine.integer("physicalPages");
        if (frames > MAX_FRAMES) {
            throw machine.damaged("physicalPages is over " + MAX_FRAMES);
        }
        return new MachineDescription(machine.string("profile"), machine.oneOf("paging", PAGING), frames,
                machine.number("time"), machine.unsigned32("pfnDatabase"), machine.integer("systemPageDirectory"),
                machine.unsigned32("kernelBase"), machine.value("symbols"));
    }

    private FileObjectView fileObject() throws IOException {
        JsonObject file = json.object(Map.of(), "address", "path", "sizeBytes", "dataControlArea", "imageControlArea",
                "cached");
        return new FileObjectView(file.unsigned32("address"), file.string("path"), file.number("sizeBytes"),
                file.nullable("dataControlArea", 0), file.nullable("imageControlArea", 0), file.bool("cached"));
    }

    private PageFileView pageFile() throws IOException {
        JsonObject file = json.object(Map.of(), "path", "sizePages", "usedPages", "peakPages");
        return new PageFileView(file.string("path"), file.number("sizePages"), file.number("usedPages"),
                file.number("peakPages"));
    }

    private PageListCounts pageLists() throws IOException {
        JsonObject lists = json.object(Map.of(), "zeroed", "free", "standby", "modified", "modifiedNoWrite", "bad",
                "active", "transition");
        return new PageListCounts(lists.integer("zeroed"), lists.integer("free"), lists.integer("standby"),
                lists.integer("modified"), lists.integer("modifiedNoWrite"), lists.integer("bad"),
                lists.integer("active"), lists.integer("transition"));
    }

    private MemoryCounters memory() throws IOException {
        JsonObject memory = json.object(Map.of(), "availablePages", "commitTotal", "commitLimit", "commitPeak",
                "pagedPoolPages", "nonPagedPoolPages", "systemCachePages");
        return new MemoryCounters(memory.number("availablePages"), memory.number("commitTotal"),
                memory.number("commitLimit"), memory.number("commitPeak"), memory.number("pagedPoolPages"),
                memory.number("nonPagedPoolPages"), memory.number("systemCachePages"));
    }

    private <T> List<T> sorted(List<T> list, ToLongFunction<T> key) throws IOException {
        for (int i = 1; i < list.size(); i++) {
            if (key.applyAsLong(list.get(i - 1)) >= key.applyAsLong(list.get(i))) {
                throw json.damaged("list out of order before " + key.applyAsLong(list.get(i)));
            }
        }
        return list;
    }
}
