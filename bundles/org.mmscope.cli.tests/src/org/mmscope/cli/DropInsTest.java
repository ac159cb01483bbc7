package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.mmscope.cli.internal.Console;
import org.mmscope.cli.internal.Verbs;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporter;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Lines;

/** Export kinds and inspections of third parties: a jar on the class path whose services name them. */
class DropInsTest extends CommandLineTest {

    /** A third party's export kind. */
    public static final class Census implements Exporter {
        @Override
        public String kind() {
            return "census";
        }

        @Override
        public String description() {
            return "the number of processes";
        }

        @Override
        public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
            Files.writeString(target, Integer.toString(source.view().processes().size()));
        }
    }

    /** A third party's inspection. */
    @Inspection(name = "count", help = "how many processes there are")
    public static final class Count implements Inspector {
        @Override
        public Answer inspect(MachineView view, Arguments arguments) {
            return Answer.of(Lines.of(view.processes().size() + " processes"));
        }
    }

    @Test
    void theVerbsKnowThem() throws Exception {
        mmscope("run", file("a.mms", SHARING), "--export", "mmsnap=" + path("a.mmsnap")).assertExit(0);
        service(Exporter.class, Census.class.getName());
        service(Inspector.class, Count.class.getName());
        withDropIns(() -> {
            assertEquals("", run("export", path("a.mmsnap"), "census=" + path("a.census")));
            assertEquals("3 processes\n", run("query", path("a.mmsnap"), "count"));
            assertTrue(run("query", path("a.mmsnap"), "help").contains("how many processes there are"));
        });
        assertEquals("3", Files.readString(path("a.census")));
    }

    @Test
    void oneThatCannotBeMadeIsToldOf() throws Exception {
        service(Exporter.class, "org.example.Missing");
        withDropIns(() -> assertThrows(ServiceConfigurationError.class, DropInsTest::console));
    }

    private interface Task {
        void run() throws Exception;
    }

    private void service(Class<?> type, String provider) throws IOException {
        Path services = Files.createDirectories(folder.resolve("dropin/META-INF/services"));
        Files.writeString(services.resolve(type.getName()), provider);
    }

    private void withDropIns(Task task) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL[] urls = { folder.resolve("dropin").toUri().toURL() };
        try (URLClassLoader loader = new URLClassLoader(urls, DropInsTest.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Console console() {
        return Console.ofProcess(new PrintStream(new ByteArrayOutputStream()), System.err);
    }

    private static String run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, Verbs.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new),
                Console.ofProcess(new PrintStream(out), System.err)));
        return out.toString();
    }
}
