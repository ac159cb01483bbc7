package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A node of a tree, with those below it.
 *
 * @param label what it is
 * @param fields what is known of it
 * @param children the nodes below
 */
public record Tree(String label, List<Field> fields, List<Tree> children) implements Part {

    /** A node. */
    public Tree {
        fields = List.copyOf(fields);
        children = List.copyOf(children);
    }

    /** Begins a node. */
    public static Builder node(String label, Field... fields) {
        return new Builder(label, List.of(fields));
    }

    /** Collects the nodes below a node. */
    public static final class Builder {

        private final String label;
        private final List<Field> fields;
        private final List<Builder> children = new ArrayList<>();

        private Builder(String label, List<Field> fields) {
            this.label = label;
            this.fields = fields;
        }

        /** Adds a node below and gives it. */
        public Builder add(String child, Field... childFields) {
            Builder node = node(child, childFields);
            children.add(node);
            return node;
        }

        /** The part. */
        public Tree build() {
            return new Tree(label, fields, children.stream().map(Builder::build).toList());
        }
    }
}
