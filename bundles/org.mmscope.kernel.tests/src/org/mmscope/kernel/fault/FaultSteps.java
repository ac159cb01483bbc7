package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;

/** The steps of faults as a test expects them and as the kernel told them. */
final class FaultSteps {

    private final int va;
    private final List<FaultStep> steps = new ArrayList<>();

    private FaultSteps(int va) {
        this.va = va;
    }

    /** The steps of the faults that something takes. */
    static List<FaultStep> of(Kernel kernel, Runnable reference) {
        List<FaultStep> told = new ArrayList<>();
        kernel.beginCall();
        kernel.eventSink(event -> {
            if (event instanceof FaultStep step) {
                told.add(step);
            }
        });
        reference.run();
        kernel.eventSink(null);
        return told;
    }

    /** Expected steps of a fault at an address. */
    static FaultSteps at(int va) {
        return new FaultSteps(va);
    }

    FaultSteps step(Kind kind, long structure, long value) {
        return step(kind, structure, value, Decision.NONE);
    }

    FaultSteps step(Kind kind, long structure, long value, Decision decision) {
        steps.add(new FaultStep(kind, va, (int) structure, value, decision));
        return this;
    }

    /** Continues with the steps of another fault. */
    FaultSteps then(FaultSteps next) {
        steps.addAll(next.steps);
        return this;
    }

    void assertAre(List<FaultStep> told) {
        assertEquals(text(steps), text(told));
    }

    private static String text(List<FaultStep> steps) {
        return steps.stream().map(step -> String.format("%08X %s %08X %X %s", step.va(), step.kind(), step.structure(),
                step.value(), step.decision())).collect(Collectors.joining("\n"));
    }
}
