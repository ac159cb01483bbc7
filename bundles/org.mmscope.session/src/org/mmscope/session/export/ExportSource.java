package org.mmscope.session.export;

import java.util.Map;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.snapshot.StateChunk;

/** What is exported: one machine at one moment, and what is needed to go on from there. */
public interface ExportSource {

    /** The machine. */
    MachineView view();

    /**
     * Everything that the machine's memory does not hold and that resuming needs, by name and in a fixed order:
     * page-file contents, volume, runner, clock, processor. Empty when the moment can only be looked at.
     */
    default Map<String, StateChunk> state() {
        return Map.of();
    }

    /** A moment that can only be looked at. */
    static ExportSource of(MachineView view) {
        return () -> view;
    }
}
