package org.mmscope.lessons;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.mmscope.scenario.SourceText;

/** A built-in guided scenario. Immutable, any thread. */
public final class Lesson {

    private final String id;
    private final String text;

    Lesson(String id) {
        this.id = id;
        try (InputStream in = Lesson.class.getResourceAsStream("scenarios/" + fileName())) {
            this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name for programs, such as {@code sharing}. */
    public String id() {
        return id;
    }

    /** The name of its file, such as {@code sharing.mms}. */
    public String fileName() {
        return id + ".mms";
    }

    /** Its title for people: the first line of the file. */
    public String title() {
        return comment(text.lines().findFirst().orElseThrow());
    }

    /** What it shows, in a sentence or two: the second line of the file. */
    public String description() {
        return comment(text.lines().skip(1).findFirst().orElseThrow());
    }

    private static String comment(String line) {
        return line.replaceFirst("^#\\s*", "");
    }

    /** The scenario itself. */
    public SourceText source() {
        return new SourceText(fileName(), text);
    }
}
