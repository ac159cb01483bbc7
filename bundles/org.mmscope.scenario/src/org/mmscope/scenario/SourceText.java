package org.mmscope.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a scenario and where it came from. Immutable.
 *
 * @param fileName name by which diagnostics, failures and people call it
 * @param text the whole text
 * @param folder folder from which relative host paths count
 */
public record SourceText(String fileName, String text, Path folder) {

    /** The largest scenario that is read, in bytes. */
    public static final int MAXIMUM_BYTES = 8 << 20;

    /** Text whose host paths count from the folder of its file name. */
    public SourceText(String fileName, String text) {
        this(fileName, text, folderOf(fileName));
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is longer than {@link #MAXIMUM_BYTES} or is not UTF-8; the message is
     *         for people and does not repeat the path
     */
    public static SourceText read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAXIMUM_BYTES + 1);
        }
        if (bytes.length > MAXIMUM_BYTES) {
            throw new IOException("a scenario may have at most " + MAXIMUM_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new SourceText(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IOException("a scenario must be UTF-8 text", e);
        }
    }

    /** The lines without their ends; the first is line 1. */
    public List<String> lines() {
        return List.of(text.split("\r\n|\n|\r", -1));
    }

    private static Path folderOf(String fileName) {
        try {
            Path parent = Path.of(fileName).getParent();
            return parent == null ? Path.of("") : parent;
        } catch (InvalidPathException e) {
            return Path.of("");
        }
    }
}
