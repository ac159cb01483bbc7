package org.mmscope.win32.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An export of a stand-in. Immutable.
 *
 * @param name its name
 * @param arguments bytes of arguments that the function takes off the stack (stdcall), 0 for none
 * @param data whether it is a variable
 * @param forwarder what it is forwarded to, empty when it is not
 * @param ordinal its ordinal in Windows where programs go by that, else 0
 */
record LibraryExport(String name, int arguments, boolean data, String forwarder, int ordinal) {

    private static final String BASE = "base ";

    /** A library as its list tells it: the base, then the exports by name. */
    record Library(int base, List<LibraryExport> exports) {
    }

    /** Reads the list of a library, null when there is none of that name. */
    static Library read(String library) {
        try (InputStream in = LibraryExport.class.getResourceAsStream(library + ".exports")) {
            if (in == null) {
                return null;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            int base = Integer.parseUnsignedInt(lines.readLine().substring(BASE.length()), 16);
            return new Library(base, lines.lines().map(LibraryExport::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LibraryExport parse(String line) {
        String[] words = line.split(" ");
        int arguments = 0;
        boolean data = false;
        String forwarder = "";
        int ordinal = 0;
        for (int i = 1; i < words.length; i++) {
            switch (words[i].charAt(0)) {
                case '=' -> forwarder = words[i].substring(1);
                case '#' -> ordinal = Integer.parseInt(words[i].substring(1));
                case 'd' -> data = true;
                default -> arguments = Integer.parseInt(words[i]);
            }
        }
        return new LibraryExport(words[0], arguments, data, forwarder, ordinal);
    }
}
