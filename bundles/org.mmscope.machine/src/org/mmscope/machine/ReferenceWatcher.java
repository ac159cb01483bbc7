package org.mmscope.machine;

/** Is told of every reference that a {@link Processor} makes; for studies that no processor could serve. */
@FunctionalInterface
public interface ReferenceWatcher {

    /**
     * A reference has been translated and is about to be made; of one that crosses a page border each page is told, in
     * order. No reference may be made from here.
     */
    void referenced(int va);
}
