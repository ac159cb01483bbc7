package org.mmscope.ui.views.internal.frames;

import java.util.BitSet;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.session.Moment;
import org.mmscope.ui.UiThread;
import org.mmscope.ui.views.internal.Messages;

/**
 * Keeps frame states those of the moment that is shown. What a step changed is read again at once; when that is much, or
 * when another machine is shown, the states are read by a job and those of before stay until it is done. UI thread.
 */
public final class FrameReading {

    /** How many rows are read on the UI thread at most, well under a millisecond's work. */
    private static final int AT_ONCE = 20_000;

    private final FrameStates states;
    private final Control shown;
    private final Runnable changed;
    private final Job job = Job.createSystem(Messages.Frames_reading, this::readAll);
    /** What the job is to read, null when it has nothing to do. */
    private volatile PfnTable wanted;

    /**
     * Reads into some states.
     *
     * @param shown what shows them; when it is disposed nothing is read any more
     * @param changed told when the states are others
     */
    public FrameReading(FrameStates states, Control shown, Runnable changed) {
        this.states = states;
        this.shown = shown;
        this.changed = changed;
        shown.addDisposeListener(event -> job.cancel());
    }

    /** Shows another machine. */
    public void show(Moment moment) {
        wanted = moment.view().pfns();
        job.schedule();
    }

    /** Shows a later or earlier moment of the machine shown. */
    public void follow(Moment moment) {
        PfnTable table = moment.view().pfns();
        BitSet rows = wanted == null && table.frames() == states.frames() ? table.rowsIn(moment.changedFrames()) : null;
        if (rows == null || rows.cardinality() > AT_ONCE) {
            show(moment);
        } else if (!rows.isEmpty()) {
            states.update(table, rows);
            changed.run();
        }
    }

    /** Shows nothing. */
    public void clear() {
        wanted = null;
        states.clear();
        changed.run();
    }

    private IStatus readAll(IProgressMonitor monitor) {
        PfnTable table = wanted;
        if (table != null && !monitor.isCanceled()) {
            byte[] read = FrameStates.read(table);
            int[] counts = FrameStates.count(read);
            UiThread.later(shown, control -> take(table, read, counts));
        }
        return Status.OK_STATUS;
    }

    private void take(PfnTable table, byte[] read, int[] counts) {
        if (table == wanted) {
            wanted = null;
            states.take(read, counts);
            changed.run();
        }
    }
}
