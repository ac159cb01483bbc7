package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;

/** Calls the command line in this process and keeps what it printed. */
abstract class CommandLineTest {

    /** A scenario that shares a page between two processes. */
    static final String SHARING = """
            machine profile=xp memory=64MB pagefile=128MB
            process A
            process B
            A: s = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 64KB, "shared")
            B: t = OpenFileMapping(FILE_MAP_ALL_ACCESS, "shared")
            A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
            B: q = MapViewOfFile(t, FILE_MAP_WRITE, 0, 0, 0, 0x12340000)
            A: store32(p + 100, 0xCAFEF00D)
            B: load32(q + 100)
            """;

    @TempDir
    Path folder;

    /**
     * What a command gave.
     *
     * @param exit exit code
     * @param out what it printed as results
     * @param err what it printed as messages
     */
    record Outcome(int exit, String out, String err) {

        void assertExit(int expected) {
            assertEquals(expected, exit, () -> "exit code, with messages: " + err);
        }

        /** One line that says what is wrong, without a stack trace. */
        void assertRefused(String part) {
            assertExit(2);
            assertEquals("", out);
            assertTrue(err.contains(part), () -> "expected a message on " + part + " in: " + err);
            assertEquals(1, err.lines().count(), () -> "one line: " + err);
        }
    }

    static Outcome mmscope(Object... arguments) {
        String[] args = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.execute(args, new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The names in the test's folder, to see that nothing was left behind. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
