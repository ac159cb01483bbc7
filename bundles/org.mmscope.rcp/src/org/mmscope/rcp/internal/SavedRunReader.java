package org.mmscope.rcp.internal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.operation.IRunnableWithProgress;
import org.eclipse.osgi.util.NLS;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.SavedMachine;
import org.mmscope.session.Session;
import org.mmscope.session.SessionException;
import org.mmscope.session.SessionOptions;

/** Finds out which scenario a snapshot was taken of, and where in its run. May take as long as running there. */
final class SavedRunReader implements IRunnableWithProgress {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path snapshot;
    private SourceText source;
    private long statement;

    SavedRunReader(Path snapshot) {
        this.snapshot = snapshot;
    }

    /** The scenario; null when it was cancelled. */
    SourceText source() {
        return source;
    }

    /** Statements run. */
    long statement() {
        return statement;
    }

    @Override
    public void run(IProgressMonitor monitor) throws InvocationTargetException, InterruptedException {
        monitor.beginTask(NLS.bind(Messages.Snapshot_progress, snapshot.getFileName()), IProgressMonitor.UNKNOWN);
        try (SavedMachine saved = SavedMachine.open(snapshot);
                Session session = saved.resume(SessionOptions.headless())) {
            while (!session.waitIdle(LOOK)) {
                if (monitor.isCanceled()) {
                    return;
                }
            }
            statement = session.moment().statement();
            source = saved.source().orElseThrow();
        } catch (IOException | SessionException e) {
            throw new InvocationTargetException(e);
        }
    }
}
