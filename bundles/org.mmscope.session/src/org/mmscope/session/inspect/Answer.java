package org.mmscope.session.inspect;

import java.util.List;

/**
 * What an inspection tells: fields, tables, trees and text. Immutable.
 *
 * @param parts in order
 */
public record Answer(List<Part> parts) {

    /** An answer of the parts given. */
    public Answer {
        parts = List.copyOf(parts);
    }

    /** An answer of the parts given. */
    public static Answer of(Part... parts) {
        return new Answer(List.of(parts));
    }

    /** The answer for a person: lines, each ended, as the debugger would print them. */
    public String toText() {
        return toLinkedText().text();
    }

    /** The answer for a person, with the places where addresses, frames and processes stand. */
    public LinkedText toLinkedText() {
        return AnswerText.of(this);
    }

    /**
     * The answer as one JSON object on one line, {@code {"parts":[…]}}. Each part has a {@code form}: {@code fields}
     * (with {@code title} and an object {@code fields}), {@code table} ({@code title} and an array {@code rows} of
     * objects), {@code tree} ({@code label}, {@code fields}, {@code children}) or {@code text} ({@code lines}).
     * Numbers, addresses and bits are JSON numbers; what there is none of is null.
     */
    public String toJson() {
        return AnswerJson.of(this);
    }
}
