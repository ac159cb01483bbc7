package org.mmscope.kernel.workingset;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.section.ControlAreas;

/**
 * The dereference segment thread (MiDereferenceSegmentThread): a segment a step that only its pages keep is deleted,
 * and the page files are extended ahead of need.
 */
final class SegmentThread extends SteppedThread {

    private final ControlAreas areas;
    private final PageFiles pageFiles;

    SegmentThread(ControlAreas areas, PageFiles pageFiles, Events events) {
        super(SystemThread.DEREFERENCE_SEGMENT, events);
        this.areas = areas;
        this.pageFiles = pageFiles;
    }

    @Override
    int step() {
        extendPageFiles();
        if (!areas.dereferenceOne()) {
            return 0;
        }
        tell(Step.SEGMENT_DELETED, 0, 1);
        return 1;
    }

    /** A second has passed: does what it is woken for when the commit limit is near or a pool too full. */
    void second() {
        extendPageFiles();
        int deleted = areas.dereferenceSurplus();
        if (deleted > 0) {
            tell(Step.SEGMENT_DELETED, 0, deleted);
        }
    }

    private void extendPageFiles() {
        int gained = pageFiles.extendAhead();
        if (gained > 0) {
            tell(Step.PAGE_FILES_EXTENDED, 0, gained);
        }
    }
}
