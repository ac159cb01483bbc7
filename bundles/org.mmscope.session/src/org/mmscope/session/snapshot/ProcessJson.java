package org.mmscope.session.snapshot;

import java.io.IOException;
import java.util.List;

import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;

/** Writes processes and their VADs. */
final class ProcessJson {

    private final JsonFields json;

    ProcessJson(JsonFields json) {
        this.json = json;
    }

    void write(List<ProcessView> processes) throws IOException {
        json.list("processes", processes, this::process);
    }

    private void process(ProcessView process) throws IOException {
        json.field("pid", process.pid());
        json.field("name", process.name());
        json.field("directoryTableBase", process.directoryTableBase());
        json.field("vadRoot", process.vadRoot());
        workingSet(process.workingSet());
        json.field("pageFaults", process.pageFaults());
        json.field("hardFaults", process.hardFaults());
        json.field("commitCharge", process.commitCharge());
        json.field("privatePages", process.privatePages());
        json.field("virtualSize", process.virtualSize());
        json.list("vads", process.vads(), this::vad);
    }

    private void workingSet(WorkingSetView workingSet) throws IOException {
        json.out().writeObjectFieldStart("workingSet");
        json.field("size", workingSet.size());
        json.field("minimum", workingSet.minimum());
        json.field("maximum", workingSet.maximum());
        json.field("peak", workingSet.peak());
        json.out().writeEndObject();
    }

    private void vad(VadView vad) throws IOException {
        json.field("address", vad.address());
        json.field("start", vad.start());
        json.field("end", vad.end());
        json.field("type", JsonNames.of(vad.kind()));
        json.field("protection", vad.protection());
        json.field("commitCharge", vad.commitCharge());
        json.nullable("controlArea", vad.controlArea(), 0);
        json.field("firstPrototypePte", vad.firstPrototypePte());
        json.field("parent", vad.parent());
        json.field("left", vad.left());
        json.field("right", vad.right());
        if (vad.largePages()) {
            json.field("largePages", true);
        }
    }
}
