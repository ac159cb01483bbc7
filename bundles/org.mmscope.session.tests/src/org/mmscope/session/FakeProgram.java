package org.mmscope.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.event.ProcessEvent;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.MemoryCapture;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.internal.Program;

/**
 * A program over a small real memory: statement n, on line n + 1, mixes n into a word of one frame. Enough to tell any
 * two places of a run apart.
 */
final class FakeProgram implements Program {

    static final int FRAMES = 8;

    private final PhysicalMemory memory = new PhysicalMemory(FRAMES * 4096L);
    private final int length;
    private int done;
    private EventSink sink;

    /** Called before each statement, with its number from 0. */
    LongConsumer beforeStep = n -> {
    };
    /** Line after which a snapshot is taken; 0 for never. */
    int snapshotLine;

    FakeProgram(int length) {
        this.length = length;
    }

    /** A program whose every statement waits for a permit. */
    static FakeProgram gated(int length, Semaphore gate) {
        FakeProgram program = new FakeProgram(length);
        program.beforeStep = n -> gate.acquireUninterruptibly();
        return program;
    }

    private record Kept(MemoryCapture memory, int done) implements State {

        @Override
        public long bytesBeyond(State other) {
            return 4096L * memory.changedFrames(((Kept) other).memory).cardinality();
        }
    }

    @Override
    public boolean atEnd() {
        return done == length;
    }

    @Override
    public int nextLine() {
        return atEnd() ? 0 : done + 1;
    }

    @Override
    public long time() {
        return done * 10L;
    }

    @Override
    public void step(RunListener listener) {
        listener.row(row(done));
        if (sink != null) {
            sink.event(event(done));
        }
        long at = frame(done) * 4096L;
        memory.write32(at, memory.read32(at) * 31 + done + 1);
        beforeStep.accept(done);
        done++;
        if (done == snapshotLine) {
            listener.snapshot("kept");
        }
    }

    static int frame(long statement) {
        return (int) (statement % FRAMES);
    }

    static TranscriptRow row(int statement) {
        return new TranscriptRow(statement + 1, "A", "load8", statement, 0, Map.of(), null, List.of());
    }

    static KernelEvent event(int statement) {
        return new ProcessEvent(ProcessEvent.Change.ATTACHED, statement, 4);
    }

    @Override
    public void eventSink(EventSink to) {
        sink = to;
    }

    @Override
    public MachineView view() {
        return new FakeView(memory.capture());
    }

    @Override
    public State capture() {
        return new Kept(memory.capture(), done);
    }

    @Override
    public void restore(State state) {
        Kept kept = (Kept) state;
        memory.restore(kept.memory);
        done = kept.done;
    }

    /** The words that tell one place from another. */
    static List<Integer> words(Moment moment) {
        return java.util.stream.IntStream.range(0, FRAMES)
                .mapToObj(frame -> moment.view().memory().read32(frame * 4096L)).toList();
    }
}
