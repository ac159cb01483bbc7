package org.mmscope.kernel.view;

import java.util.List;

/**
 * A control area.
 *
 * @param address virtual address
 * @param kind what it controls
 * @param segment virtual address of its segment
 * @param fileObject virtual address of the file object, 0 when backed by the page file
 * @param mappedViews views mapped
 * @param userReferences references by sections and views of user mode
 * @param sectionReferences references by section objects
 * @param pfnReferences pages of it that are valid or in transition
 * @param subsections in file order
 */
public record ControlAreaView(long address, Kind kind, long segment, long fileObject, long mappedViews,
        long userReferences, long sectionReferences, long pfnReferences, List<SubsectionView> subsections) {

    /** What a control area controls. */
    public enum Kind {
        DATA, IMAGE, PAGEFILE
    }
}
