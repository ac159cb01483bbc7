package org.mmscope.session.internal;

import java.util.OptionalInt;

import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.RunnerCapture;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioRunner;
import org.mmscope.session.Sample;

/** A scenario on the machine that it asks for. */
public final class ScenarioProgram implements Program {

    private final ScenarioRunner runner;
    private final LiveCounters counters;

    /** Boots the machine. */
    public ScenarioProgram(Scenario scenario) {
        runner = new ScenarioRunner(scenario);
        counters = new LiveCounters(runner);
    }

    private record Kept(RunnerCapture capture) implements State {

        @Override
        public long bytesBeyond(State other) {
            KernelCapture mine = capture.kernel();
            KernelCapture others = ((Kept) other).capture.kernel();
            return (long) PhysicalReader.FRAME_SIZE * mine.memory().changedFrames(others.memory()).cardinality();
        }
    }

    @Override
    public boolean atEnd() {
        return runner.atEnd();
    }

    @Override
    public int nextLine() {
        return runner.nextLine();
    }

    @Override
    public long time() {
        return runner.kernel().clock().time();
    }

    @Override
    public void step(RunListener listener) {
        runner.listener(listener);
        runner.step();
    }

    @Override
    public void eventSink(EventSink sink) {
        runner.kernel().eventSink(sink);
    }

    @Override
    public void interruption(Runnable check) {
        runner.kernel().interruption(check);
    }

    @Override
    public OptionalInt value(String name) {
        Integer variable = runner.variable(name);
        return variable != null ? OptionalInt.of(variable) : counters.value(name);
    }

    @Override
    public Sample sample(long statement, long faults, long hardFaults) {
        return counters.sample(statement, faults, hardFaults);
    }

    @Override
    public MachineView glance() {
        return counters.view();
    }

    @Override
    public MachineView view() {
        return runner.kernel().view();
    }

    @Override
    public State capture() {
        return new Kept(runner.capture());
    }

    @Override
    public void restore(State state) {
        runner.restore(((Kept) state).capture);
    }
}
