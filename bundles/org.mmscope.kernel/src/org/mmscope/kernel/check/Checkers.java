package org.mmscope.kernel.check;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.MachineView;

/** Every rule of the memory manager. */
public final class Checkers {

    private static final List<Checker> ALL = List.of(new PageListSumChecker(), new PageListLinkChecker(),
            new ShareCountChecker(), new FramePteChecker(), new TransitionPteChecker(), new PrototypePteChecker(),
            new WorkingSetChecker(), new VadTreeChecker(), new SectionReferenceChecker(), new CommitChecker(),
            new VadCommitChecker(), new FreePageChecker(), new PageFileSlotChecker(), new PteBitsChecker(),
            new ThreadChecker(), new UserPhysicalPageChecker(), new SegmentChecker(), new BasedSectionChecker(),
            new LargePageChecker(), new CacheChecker(), new SessionChecker());

    private Checkers() {
    }

    /** All checkers, by rule. */
    public static List<Checker> all() {
        return ALL;
    }

    /** Runs all checkers; an image that a checker cannot follow counts as a violation of its rule. */
    public static List<Violation> check(MachineView view) {
        List<Violation> violations = new ArrayList<>();
        for (Checker checker : ALL) {
            run(checker, view, violations::add);
        }
        return List.copyOf(violations);
    }

    /** Runs one checker as {@link #check(MachineView)} does. */
    public static void run(Checker checker, MachineView view, ViolationSink sink) {
        try {
            checker.check(view, sink);
        } catch (DamagedImageException e) {
            sink.violation(Violation.at(checker.rule(), e.address(), e.getMessage()));
        }
    }
}
