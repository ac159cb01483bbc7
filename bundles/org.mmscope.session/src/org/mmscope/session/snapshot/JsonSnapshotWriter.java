package org.mmscope.session.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.machine.PhysicalReader;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Writes the JSON snapshot, streaming. Equal states give equal bytes: fields have a fixed order, lists are those of
 * the view, sorted, and nothing of the host is in it. Addresses, frames and PTEs are unsigned JSON numbers.
 */
public final class JsonSnapshotWriter {

    /** The value of the {@code format} field. */
    public static final String FORMAT = "mmscope-snapshot";
    /** The value of the {@code version} field. */
    public static final int VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonFields json;
    private final JsonGenerator out;

    private JsonSnapshotWriter(JsonGenerator out) {
        this.out = out;
        this.json = new JsonFields(out);
    }

    /**
     * Writes a machine in UTF-8 and flushes the stream, which stays open.
     *
     * @throws org.mmscope.kernel.view.DamagedImageException if the view cannot be decoded
     */
    public static void write(MachineView view, OutputStream to) throws IOException {
        try (JsonGenerator out = generator(to)) {
            new JsonSnapshotWriter(out).snapshot(view);
            out.writeRaw('\n');
        }
    }

    /** Writes the {@code machine} object alone. */
    static void writeMachine(MachineDescription machine, OutputStream to) throws IOException {
        try (JsonGenerator out = generator(to)) {
            new JsonSnapshotWriter(out).machine(machine);
        }
    }

    private static JsonGenerator generator(OutputStream to) throws IOException {
        JsonGenerator out = FACTORY.createGenerator(to, JsonEncoding.UTF8);
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        out.setPrettyPrinter(new SnapshotPrinter());
        return out;
    }

    private void snapshot(MachineView view) throws IOException {
        out.writeStartObject();
        json.field("format", FORMAT);
        json.field("version", VERSION);
        out.writeFieldName("machine");
        machine(view.machine());
        new ProcessJson(json).write(view.processes());
        new SectionJson(json).write(view);
        json.list("fileObjects", view.fileObjects(), this::fileObject);
        json.list("pageFiles", view.pageFiles(), this::pageFile);
        pageLists(view.pageLists());
        memory(view.counters());
        new PfnJson(json).write(view.pfns());
        out.writeEndObject();
    }

    private void machine(MachineDescription machine) throws IOException {
        out.writeStartObject();
        json.field("profile", machine.profile());
        json.field("paging", JsonNames.of(machine.paging()));
        json.field("pageSize", PhysicalReader.FRAME_SIZE);
        json.field("physicalPages", machine.physicalPages());
        json.field("time", machine.time());
        json.field("pfnDatabase", machine.pfnDatabase());
        json.field("systemPageDirectory", machine.systemPageDirectory());
        json.field("kernelBase", machine.kernelBase());
        out.writeObjectFieldStart("symbols");
        for (Map.Entry<String, Long> symbol : machine.symbols().entrySet()) {
            json.field(symbol.getKey(), symbol.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void fileObject(FileObjectView file) throws IOException {
        json.field("address", file.address());
        json.field("path", file.path());
        json.field("sizeBytes", file.sizeBytes());
        json.nullable("dataControlArea", file.dataControlArea(), 0);
        json.nullable("imageControlArea", file.imageControlArea(), 0);
        json.field("cached", file.cached());
    }

    private void pageFile(PageFileView file) throws IOException {
        json.field("path", file.path());
        json.field("sizePages", file.sizePages());
        json.field("usedPages", file.usedPages());
        json.field("peakPages", file.peakPages());
    }

    private void pageLists(PageListCounts counts) throws IOException {
        out.writeObjectFieldStart("pageLists");
        json.field("zeroed", counts.zeroed());
        json.field("free", counts.free());
        json.field("standby", counts.standby());
        json.field("modified", counts.modified());
        json.field("modifiedNoWrite", counts.modifiedNoWrite());
        json.field("bad", counts.bad());
        json.field("active", counts.active());
        json.field("transition", counts.transition());
        out.writeEndObject();
    }

    private void memory(MemoryCounters counters) throws IOException {
        out.writeObjectFieldStart("memory");
        json.field("availablePages", counters.availablePages());
        json.field("commitTotal", counters.commitTotal());
        json.field("commitLimit", counters.commitLimit());
        json.field("commitPeak", counters.commitPeak());
        json.field("pagedPoolPages", counters.pagedPoolPages());
        json.field("nonPagedPoolPages", counters.nonPagedPoolPages());
        json.field("systemCachePages", counters.systemCachePages());
        out.writeEndObject();
    }
}
