package org.mmscope.scenario;

import java.util.Map;

import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.scenario.internal.Position;
import org.mmscope.scenario.internal.ScenarioThread;
import org.mmscope.scenario.internal.trace.TracePlaces;

/** The whole state of a run at one moment: the machine and the place in the scenario. Immutable, any thread. */
public final class RunnerCapture {

    private final KernelCapture kernel;
    private final Position position;
    private final Map<String, Integer> variables;
    private final Map<String, EProcess> processes;
    private final Map<String, Map<Long, TracePlaces.Block>> places;
    private final Map<String, ScenarioThread> threads;
    private final TranscriptRow last;

    RunnerCapture(KernelCapture kernel, Position position, Map<String, Integer> variables,
            Map<String, EProcess> processes, Map<String, Map<Long, TracePlaces.Block>> places,
            Map<String, ScenarioThread> threads, TranscriptRow last) {
        this.kernel = kernel;
        this.position = position;
        this.variables = Map.copyOf(variables);
        this.processes = Map.copyOf(processes);
        this.places = Map.copyOf(places);
        this.threads = Map.copyOf(threads);
        this.last = last;
    }

    /** The machine. */
    public KernelCapture kernel() {
        return kernel;
    }

    Position position() {
        return position;
    }

    Map<String, Integer> variables() {
        return variables;
    }

    Map<String, EProcess> processes() {
        return processes;
    }

    Map<String, Map<Long, TracePlaces.Block>> places() {
        return places;
    }

    Map<String, ScenarioThread> threads() {
        return threads;
    }

    TranscriptRow last() {
        return last;
    }
}
