package org.mmscope.session.inspect;

import java.util.List;

/**
 * Text.
 *
 * @param lines its lines
 */
public record Lines(List<String> lines) implements Part {

    /** Text of the lines given. */
    public Lines {
        lines = List.copyOf(lines);
    }

    /** Text of the lines given. */
    public static Lines of(String... lines) {
        return new Lines(List.of(lines));
    }
}
