package org.mmscope.kernel.workingset;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep.Step;

/**
 * The modified page writer (MiModifiedPageWriter) and the mapped page writer (MiMappedPageWriter): up to 64 KB of
 * modified pages a step, the oldest first.
 */
final class WriterThread extends SteppedThread {

    private final ModifiedPageWriter writer;
    private final boolean toPageFile;
    private final boolean toMapped;
    private ModifiedPageWriter.Pass pass;

    /**
     * @param toPageFile whether it writes pages that have no file of their own
     * @param toMapped whether it writes pages of mapped files
     */
    WriterThread(SystemThread thread, Events events, ModifiedPageWriter writer, boolean toPageFile, boolean toMapped) {
        super(thread, events);
        this.writer = writer;
        this.toPageFile = toPageFile;
        this.toMapped = toMapped;
    }

    @Override
    void wake() {
        pass = writer.pass(toPageFile, toMapped);
    }

    @Override
    int step() {
        int count = pass.write(ModifiedPageWriter.CLUSTER);
        if (count > 0) {
            tell(Step.PAGES_WRITTEN, 0, count);
        }
        return count;
    }
}
