package org.mmscope.rcp.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * The picture that is shown until the window is there. The platform's own needs the native launcher, which the product
 * does not have.
 */
public final class SplashWindow {

    private final Shell shell;

    private SplashWindow(Shell shell) {
        this.shell = shell;
    }

    /** Shows the picture in the middle of the first monitor. */
    public static SplashWindow open(Display display) {
        Shell shell = new Shell(display, SWT.NO_TRIM | SWT.ON_TOP);
        Image image = ImageDescriptor.createFromURL(SplashWindow.class.getResource("/splash.png")).createImage(display);
        Rectangle size = image.getBounds();
        Rectangle monitor = display.getPrimaryMonitor().getBounds();
        shell.setBounds(monitor.x + (monitor.width - size.width) / 2, monitor.y + (monitor.height - size.height) / 2,
                size.width, size.height);
        shell.addListener(SWT.Paint, event -> event.gc.drawImage(image, 0, 0));
        shell.addListener(SWT.Dispose, event -> image.dispose());
        shell.open();
        while (display.readAndDispatch()) {
            // until it is painted
        }
        return new SplashWindow(shell);
    }

    /** Takes it away; more than once does nothing. */
    public void close() {
        if (!shell.isDisposed()) {
            shell.dispose();
        }
    }
}
