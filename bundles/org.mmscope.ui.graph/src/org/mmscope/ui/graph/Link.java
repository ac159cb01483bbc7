package org.mmscope.ui.graph;

/**
 * An arrow of a diagram.
 *
 * @param key names the link in its diagram, the same from one moment to the next
 * @param source key of the row or box where it starts
 * @param target key of the row or box that it points at
 * @param tone its hue
 * @param bend the side on which it goes round when one end lies above the other
 * @param label short text at its middle; may be empty
 * @param dashed whether it is drawn dashed, for what is not in force
 * @param mark how it compares with the diagram before
 * @param tooltip what is said on hover, or null
 */
public record Link(String key, String source, String target, Tone tone, Side bend, String label,
        boolean dashed, Mark mark, String tooltip) {

    /** A side of a box. */
    public enum Side {
        LEFT, RIGHT
    }

    /** A link without a label. */
    public static Link of(String key, String source, String target, Tone tone, Side bend, String tooltip) {
        return new Link(key, source, target, tone, bend, "", false, Mark.NONE, tooltip);
    }

    /** This link with another mark. */
    public Link marked(Mark other) {
        return other == mark ? this : new Link(key, source, target, tone, bend, label, dashed, other, tooltip);
    }

    /** This link drawn dashed. */
    public Link asDashed() {
        return new Link(key, source, target, tone, bend, label, true, mark, tooltip);
    }
}
