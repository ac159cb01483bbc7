package org.mmscope.rcp;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.mmscope.cli.Main;
import org.mmscope.rcp.internal.headless.GuidedExample;
import org.mmscope.rcp.internal.headless.PictureExporter;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.inspect.Inspections;

/**
 * The command line with pictures: its verbs with the export kinds {@code png} and {@code svg}, which make {@code render}
 * possible, and {@code demo FOLDER}. It needs a display, which may be a virtual one.
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
        if (arguments.length == 2 && arguments[0].equals("demo")) {
            GuidedExample.run(Path.of(arguments[1]), System.out);
            return EXIT_OK;
        }
        Exporters exporters = new Exporters();
        exporters.add(new PictureExporter("png"));
        exporters.add(new PictureExporter("svg"));
        return Main.execute(arguments, System.out, System.err, exporters, new Inspections());
    }
}
