package org.mmscope.session.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;

/** Reads processes and their VADs. */
final class ProcessJsonReader {

    private static final Map<String, VadView.Kind> KINDS = JsonNames.table(VadView.Kind.class, JsonNames::of);

    private final JsonCursor json;

    ProcessJsonReader(JsonCursor json) {
        this.json = json;
    }

    ProcessView process() throws IOException {
        JsonObject process = json.object(
                Map.of("workingSet", this::workingSet, "vads", () -> json.list(this::vad)), "pid", "name",
                "directoryTableBase", "vadRoot", "workingSet", "pageFaults", "hardFaults", "commitCharge",
                "privatePages", "virtualSize", "vads");
        return new ProcessView(0, process.integer("pid"), process.string("name"),
                process.number("directoryTableBase"), process.unsigned32("vadRoot"), process.value("workingSet"),
                process.number("pageFaults"), process.number("hardFaults"), process.number("commitCharge"),
                process.number("privatePages"), process.number("virtualSize"),
                process.<List<VadView>>value("vads"));
    }

    private WorkingSetView workingSet() throws IOException {
        JsonObject set = json.object(Map.of(), "size", "minimum", "maximum", "peak");
        return new WorkingSetView(set.number("size"), set.number("minimum"), set.number("maximum"),
                set.number("peak"));
    }

    private VadView vad() throws IOException {
        JsonObject vad = json.object(Map.of(), Set.of("largePages"), "address", "start", "end", "type", "protection",
                "commitCharge", "controlArea", "firstPrototypePte", "parent", "left", "right");
        return new VadView(vad.unsigned32("address"), vad.unsigned32("start"), vad.unsigned32("end"),
                vad.oneOf("type", KINDS), vad.string("protection"), vad.number("commitCharge"),
                vad.nullable("controlArea", 0), vad.unsigned32("firstPrototypePte"), 0, vad.unsigned32("parent"),
                vad.unsigned32("left"), vad.unsigned32("right"), vad.optionalBool("largePages"));
    }
}
