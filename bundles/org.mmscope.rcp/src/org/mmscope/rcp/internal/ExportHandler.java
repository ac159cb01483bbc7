package org.mmscope.rcp.internal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporter;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.ui.SessionService;

/** Writes the present moment of the active session in a form that the person chooses, with progress and cancel. */
public final class ExportHandler extends AbstractHandler {

    private final List<Exporter> exporters = new Exporters().all();

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        SessionService.get().active().ifPresent(open -> export(window, open.session().exportSource(open.model().moment())));
        return null;
    }

    private void export(IWorkbenchWindow window, ExportSource source) {
        FileDialog dialog = new FileDialog(window.getShell(), SWT.SAVE);
        dialog.setText(Messages.Export_title);
        dialog.setFilterExtensions(exporters.stream().map(e -> "*." + e.kind()).toArray(String[]::new));
        dialog.setFilterNames(exporters.stream().map(e -> e.description() + " (*." + e.kind() + ")")
                .toArray(String[]::new));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            write(window, exporters.get(Math.max(0, dialog.getFilterIndex())), source, Path.of(chosen));
        }
    }

    private static void write(IWorkbenchWindow window, Exporter exporter, ExportSource source, Path target) {
        try {
            window.run(true, true, monitor -> {
                monitor.beginTask(NLS.bind(Messages.Export_progress, target), IProgressMonitor.UNKNOWN);
                try {
                    exporter.export(source, target, new MonitoredProgress(monitor));
                } catch (IOException e) {
                    throw new InvocationTargetException(e);
                }
            });
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof CancellationException)) {
                MessageDialog.openError(window.getShell(), Messages.Export_failed, e.getCause().getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record MonitoredProgress(IProgressMonitor monitor) implements ProgressSink {
        @Override
        public void progress(long done, long total) {
            monitor.worked(1);
        }

        @Override
        public boolean cancelled() {
            return monitor.isCanceled();
        }
    }
}
