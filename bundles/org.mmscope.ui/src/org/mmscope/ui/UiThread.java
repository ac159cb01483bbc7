package org.mmscope.ui;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/** The one hop to the UI thread. It drops what would reach a disposed display or widget. Any thread. */
public final class UiThread {

    private UiThread() {
    }

    /**
     * Runs tasks later on a display's thread, in order. It refuses tasks with a {@link RejectedExecutionException} once
     * the display is disposed, and drops those that it could not run before.
     */
    public static Executor executor(Display display) {
        return task -> {
            if (!post(display, task)) {
                throw new RejectedExecutionException("the display is disposed");
            }
        };
    }

    /** Runs a task on the UI thread with a widget, unless the widget is disposed by then. */
    public static <W extends Widget> void later(W widget, Consumer<? super W> task) {
        try {
            post(widget.getDisplay(), () -> now(widget, task));
        } catch (SWTException e) {
            if (!widget.isDisposed()) {
                throw e;
            }
        }
    }

    /** Runs a task at once on the calling UI thread with a widget, unless there is none or it is disposed. */
    public static <W extends Widget> void now(W widget, Consumer<? super W> task) {
        if (widget != null && !widget.isDisposed()) {
            task.accept(widget);
        }
    }

    private static boolean post(Display display, Runnable task) {
        try {
            display.asyncExec(() -> {
                if (!display.isDisposed()) {
                    task.run();
                }
            });
            return true;
        } catch (SWTException e) {
            if (display.isDisposed()) {
                return false;
            }
            throw e;
        }
    }
}
