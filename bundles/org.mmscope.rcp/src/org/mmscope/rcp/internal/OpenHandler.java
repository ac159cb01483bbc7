package org.mmscope.rcp.internal;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens something in the window of the command. */
abstract class OpenHandler extends AbstractHandler {

    private final Consumer<IWorkbenchWindow> opening;

    OpenHandler(Consumer<IWorkbenchWindow> opening) {
        this.opening = opening;
    }

    @Override
    public final Object execute(ExecutionEvent event) throws ExecutionException {
        opening.accept(HandlerUtil.getActiveWorkbenchWindowChecked(event));
        return null;
    }

    /** A new scenario. */
    public static final class New extends OpenHandler {
        public New() {
            super(window -> new ScenarioOpener(window).openNew());
        }
    }

    /** The section graph of the active session. */
    public static final class Graph extends OpenHandler {
        public Graph() {
            super(window -> new ScenarioOpener(window).openGraph());
        }
    }

    /** A file that the person chooses. */
    public static final class File extends OpenHandler {
        public File() {
            super(File::choose);
        }

        private static void choose(IWorkbenchWindow window) {
            FileDialog dialog = new FileDialog(window.getShell(), SWT.OPEN);
            dialog.setText(Messages.Open_title);
            dialog.setFilterExtensions(new String[] { "*.mms", "*.mmsnap" });
            dialog.setFilterNames(new String[] { Messages.Open_filter, Messages.Open_filterSnapshots });
            String chosen = dialog.open();
            if (chosen != null) {
                new ScenarioOpener(window).openFile(Path.of(chosen));
            }
        }
    }
}
