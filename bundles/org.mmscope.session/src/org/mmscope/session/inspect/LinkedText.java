package org.mmscope.session.inspect;

import java.util.List;

/**
 * An answer as text, with the places in it that name something of the machine.
 *
 * @param text lines, each ended
 * @param links the places, in order; they do not overlap
 */
public record LinkedText(String text, List<Link> links) {

    /** Text with links. */
    public LinkedText {
        links = List.copyOf(links);
    }

    /**
     * A place in the text.
     *
     * @param offset where it begins, in characters
     * @param length how long it is, in characters
     * @param value what stands there: an address, a frame or a process
     */
    public record Link(int offset, int length, Value value) {
    }
}
