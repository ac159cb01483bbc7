package org.mmscope.rcp;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.mmscope.rcp.internal.Messages;
import org.mmscope.rcp.internal.headless.GuidedExample;
import org.mmscope.rcp.internal.headless.Pictures;

/**
 * Pictures without a window: {@code render SNAPSHOT VIEW PATH}, {@code render --list}, {@code demo FOLDER}. It needs a
 * display, which may be a virtual one.
 */
public final class HeadlessApplication implements IApplication {

    private static final Integer REFUSED = 2;

    @Override
    public Object start(IApplicationContext context) {
        context.applicationRunning();
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        Display display = new Display();
        try {
            return run(arguments);
        } catch (NoSuchFileException e) {
            System.err.println(NLS.bind(Messages.Headless_noFile, e.getFile()));
            return REFUSED;
        } catch (IOException e) {
            System.err.println("mmscope: " + e.getMessage());
            return REFUSED;
        } finally {
            display.dispose();
        }
    }

    @Override
    public void stop() {
        // ends by itself
    }

    private static Object run(String... arguments) throws IOException {
        String verb = arguments.length == 0 ? "" : arguments[0];
        if (verb.equals("demo") && arguments.length == 2) {
            GuidedExample.run(Path.of(arguments[1]), System.out);
            return EXIT_OK;
        }
        if (verb.equals("render") && arguments.length == 2 && arguments[1].equals("--list")) {
            System.out.println(Messages.Headless_views);
            return EXIT_OK;
        }
        if (verb.equals("render") && arguments.length == 4) {
            return render(Path.of(arguments[1]), arguments[2], Path.of(arguments[3]));
        }
        System.err.println(Messages.Headless_usage);
        return REFUSED;
    }

    private static Object render(Path snapshot, String view, Path picture) throws IOException {
        if (!Pictures.known(view)) {
            System.err.println(NLS.bind(Messages.Headless_noView, view));
            return REFUSED;
        }
        Pictures.render(Pictures.read(snapshot), view, picture);
        return EXIT_OK;
    }
}
