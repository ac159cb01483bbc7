package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;

/**
 * The figures by which books and slides explain sections: each is a scenario in the folder {@code figures} that holds
 * what it expects, breaks no invariant after any statement, and shows in the kernel's structures what the figure shows.
 */
class FiguresTest {

    private static final Path FOLDER = Path.of("figures");
    private static final long A = 0x10000000L;
    private static final long B = 0x12340000L;
    private static final long PAGE = 4096;

    static Stream<String> figures() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mms")).sorted()
                    .toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void holdsWhatItExpects(String figure) throws IOException {
        run(figure);
    }

    /** Runs a figure and gives the machine at its snapshots. */
    private static Map<String, FigureMoment> run(String figure) throws IOException {
        Path file = FOLDER.resolve(figure).toAbsolutePath();
        ParseResult parsed = Scenario.parse(new SourceText(file.toString(), Files.readString(file)));
        assertEquals(List.of(), parsed.diagnostics());
        ScenarioRunner runner = new ScenarioRunner(parsed.scenario());
        Map<String, FigureMoment> moments = new LinkedHashMap<>();
        List<ExpectationFailure> failures = new ArrayList<>();
        runner.listener(new RunListener() {
            @Override
            public void snapshot(String name) {
                moments.put(name, new FigureMoment(runner.kernel().view()));
            }

            @Override
            public void expectationFailed(ExpectationFailure failure) {
                failures.add(failure);
            }
        });
        while (!runner.atEnd()) {
            runner.step();
            assertEquals(List.of(), Checkers.check(runner.kernel().view()));
        }
        assertEquals(List.of(), failures);
        return moments;
    }

    @Test
    void mappingTakesTwoSteps() throws IOException {
        Map<String, FigureMoment> at = run("two-step-mapping.mms");
        assertEquals(List.of(), at.get("the file is open").view().controlAreas());
        FigureMoment section = at.get("there is a section");
        assertEquals(1, section.view().sections().size());
        assertEquals(1, section.onlyArea().sectionReferences());
        assertEquals(0, section.onlyArea().mappedViews());
        assertEquals(at.get("the file is open").process("A").vads(), section.process("A").vads());
        FigureMoment view = at.get("there is a view");
        assertEquals(1, view.onlyArea().mappedViews());
        assertEquals(section.process("A").vads().size() + 1, view.process("A").vads().size());
        assertEquals(PteKind.SUBSECTION, view.prototype(0).kind());
        assertNull(view.pte("A", A));
        FigureMoment touched = at.get("a page is in memory");
        assertEquals(PteKind.VALID, touched.prototype(0).kind());
        assertEquals(touched.prototype(0).pfn(), touched.frame("A", A));
        FigureMoment left = at.get("only the page is left");
        assertEquals(0, left.onlyArea().sectionReferences() + left.onlyArea().mappedViews());
        assertEquals(PageLocation.STANDBY, left.location(left.prototype(0).pfn()));
    }

    @Test
    void aPrototypePteIsWrittenInPlaceOfThePtesOfEveryProcess() throws IOException {
        Map<String, FigureMoment> at = run("one-page.mms");
        FigureMoment both = at.get("1 valid in both");
        int pfn = both.prototype(0).pfn();
        assertEquals(2, both.shares(pfn));
        assertEquals(pfn, both.frame("A", A));
        assertEquals(pfn, both.frame("B", B));
        FigureMoment one = at.get("2 trimmed from one");
        assertEquals(1, one.shares(pfn));
        assertEquals(PteKind.VALID, one.prototype(0).kind());
        assertEquals(PteKind.PROTOTYPE, one.pte("A", A).kind());
        FigureMoment neither = at.get("3 trimmed from both");
        assertEquals(PteKind.TRANSITION, neither.prototype(0).kind());
        assertEquals(PageLocation.MODIFIED, neither.location(pfn));
        FigureMoment out = at.get("4 paged out");
        assertEquals(PteKind.PAGE_FILE, out.prototype(0).kind());
        // To page the page out and in again, the two PTEs that name its prototype were not written: two updates saved
        // on the way out, and one on the way in.
        assertEquals(0, updates(neither, out, "A", "B"));
        assertEquals(1, updates(out, at.get("5 back in for one"), "A", "B"));
        assertEquals(1, at.get("5 back in for one").shares(at.get("5 back in for one").prototype(0).pfn()));
        FigureMoment again = at.get("6 back in for both");
        assertEquals(2, again.shares(again.prototype(0).pfn()));
        assertEquals(again.frame("A", A), again.frame("B", B));
    }

    private static int updates(FigureMoment before, FigureMoment after, String... processes) {
        int count = 0;
        for (String process : processes) {
            long va = process.equals("A") ? A : B;
            PteView old = before.pte(process, va);
            count += old.raw() == after.pte(process, va).raw() ? 0 : 1;
        }
        return count;
    }

    @Test
    void aPageWithoutReferencesWaitsOnAList() throws IOException {
        Map<String, FigureMoment> at = run("reference-count.mms");
        FigureMoment both = at.get("both use two pages");
        int clean = both.prototype(0).pfn();
        int changed = both.prototype(1).pfn();
        assertEquals(2, both.shares(clean));
        assertEquals(2, both.shares(changed));
        assertEquals(1, at.get("one uses two pages").shares(clean));
        FigureMoment nobody = at.get("nobody uses them");
        assertEquals(PageLocation.STANDBY, nobody.location(clean));
        assertEquals(PageLocation.MODIFIED, nobody.location(changed));
        assertEquals(PteKind.TRANSITION, nobody.prototype(1).kind());
        assertEquals(PageLocation.STANDBY, at.get("the changed page is written").location(changed));
    }

    @Test
    void twoSectionsOfAFileHaveOneControlArea() throws IOException {
        FigureMoment moment = run("one-control-area.mms").get("two sections of one file");
        assertEquals(2, moment.view().sections().size());
        assertEquals(2, moment.onlyArea().sectionReferences());
        assertEquals(2, moment.onlyArea().mappedViews());
        assertEquals(1, moment.view().segments().size());
        assertEquals(moment.frame("A", A + PAGE), moment.frame("B", 0x11000000L + PAGE));
    }

    @Test
    void dataAndImageOfAFileHaveAControlAreaEach() throws IOException {
        FigureMoment moment = run("data-and-image.mms").get("data and image of one file");
        assertEquals(2, moment.view().controlAreas().size());
        assertEquals(List.of(ControlAreaView.Kind.DATA, ControlAreaView.Kind.IMAGE),
                moment.view().controlAreas().stream().map(ControlAreaView::kind).sorted().toList());
        assertNotEquals(moment.frame("A", A), moment.frame("A", 0x401000));
        var file = moment.view().fileObjects().getFirst();
        assertNotEquals(file.dataControlArea(), file.imageControlArea());
    }

    @Test
    void aStoreCopiesThePage() throws IOException {
        Map<String, FigureMoment> at = run("copy-on-write.mms");
        FigureMoment before = at.get("before the store");
        int shared = before.prototype(0).pfn();
        assertEquals(shared, before.frame("A", A));
        assertEquals(2, before.shares(shared));
        FigureMoment after = at.get("after the store");
        assertEquals(shared, after.prototype(0).pfn());
        assertEquals(shared, after.frame("B", A));
        assertNotEquals(shared, after.frame("A", A));
        assertEquals(1, after.shares(shared));
        assertTrue(!after.view().pfns().prototypePte(after.frame("A", A)));
    }

    @Test
    void aPageTableIsPagedOutAndFaultedBack() throws IOException {
        Map<String, FigureMoment> at = run("page-table.mms");
        assertEquals(PteKind.VALID, at.get("1 in memory").directoryEntry("A", A));
        FigureMoment pages = at.get("2 its pages are out");
        assertEquals(PteKind.VALID, pages.directoryEntry("A", A));
        assertEquals(PteKind.PAGE_FILE, pages.pte("A", A).kind());
        FigureMoment transition = at.get("3 in transition");
        assertEquals(PteKind.TRANSITION, transition.directoryEntry("A", A));
        FigureMoment out = at.get("4 out");
        assertEquals(PteKind.PAGE_FILE, out.directoryEntry("A", A));
        assertNull(out.pte("A", A), "an image does not hold its entries");
        FigureMoment back = at.get("5 faulted back");
        assertEquals(PteKind.VALID, back.directoryEntry("A", A));
        assertEquals(PteKind.VALID, back.pte("A", A + 3 * PAGE).kind());
        assertEquals(2, back.process("A").pageFaults() - out.process("A").pageFaults());
        assertEquals(2, back.process("A").hardFaults() - out.process("A").hardFaults());
    }

    @Test
    void aProcessIsSwappedOutAndComesBack() throws IOException {
        Map<String, FigureMoment> at = run("outswap.mms");
        FigureMoment in = at.get("1 in memory");
        FigureMoment begun = at.get("2 pages and stack are in transition");
        assertEquals(in.process("A").directoryTableBase(), begun.process("A").directoryTableBase());
        assertEquals(PteKind.TRANSITION, begun.pte("A", A).kind());
        assertFalse(begun.view().threads(begun.process("A")).getFirst().kernelStackResident());
        FigureMoment out = at.get("3 everything is out");
        assertEquals(0, out.process("A").directoryTableBase());
        assertEquals(List.of(), out.view().ptes(out.process("A")));
        assertEquals(List.of(), out.view().workingSet(out.process("A")));
        FigureMoment back = at.get("4 back without its pages");
        assertNotEquals(0, back.process("A").directoryTableBase());
        assertEquals(PteKind.PAGE_FILE, back.directoryEntry("A", A));
        assertTrue(back.view().threads(back.process("A")).getFirst().kernelStackResident());
        assertEquals(3, back.view().workingSet(back.process("A")).size(), "directory, hyperspace and list");
        assertEquals(in.process("A").pageFaults(), back.process("A").pageFaults());
    }

    @Test
    void aForkSharesWhatNeitherStoresTo() throws IOException {
        Map<String, FigureMoment> at = run("fork.mms");
        FigureMoment forked = at.get("after the fork");
        for (int page = 0; page < 3; page++) {
            assertEquals(at.get("before the fork").frame("parent", A + page * PAGE),
                    forked.frame("child", A + page * PAGE));
            assertEquals(2, forked.shares(forked.frame("parent", A + page * PAGE)));
        }
        FigureMoment stored = at.get("after stores of both");
        assertNotEquals(stored.frame("parent", A), stored.frame("child", A));
        assertNotEquals(stored.frame("parent", A + PAGE), stored.frame("child", A + PAGE));
        assertEquals(stored.frame("parent", A + 2 * PAGE), stored.frame("child", A + 2 * PAGE));
        assertEquals(List.of(), at.get("everybody is gone").view().controlAreas());
    }

    @Test
    void aSecondCopyOfAProgramTakesLittle() throws IOException {
        Map<String, FigureMoment> at = run("two-copies.mms");
        FigureMoment one = at.get("one copy");
        FigureMoment two = at.get("two copies");
        int shared = 0;
        int own = 0;
        for (long va = 0x401000; va < 0x405000; va += PAGE) {
            assertEquals(one.frame("A", va), two.frame("A", va));
            shared += two.frame("A", va) == two.frame("B", va) ? 1 : 0;
            own += two.frame("A", va) == two.frame("B", va) ? 0 : 1;
        }
        // Two pages of code and one of constants are there once; the page that is stored to is there twice.
        assertEquals(3, shared);
        assertEquals(1, own);
        assertEquals(1, two.view().controlAreas().size());
    }
}
