package org.mmscope.kernel.check;

import org.mmscope.kernel.view.MachineView;

/**
 * One rule that holds at every moment between two statements. A view without an image (its memory has size 0) is
 * checked as far as it can be told.
 */
public interface Checker {

    /** The rule's number and name, such as {@code "3 share-count"}. */
    String rule();

    /**
     * Reports each entry that breaks the rule.
     *
     * @throws org.mmscope.kernel.view.DamagedImageException if the image cannot be followed
     */
    void check(MachineView view, ViolationSink sink);
}
