package org.mmscope.kernel.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.event.SystemThreadStep;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.WorkingSetEntryView;
import org.mmscope.machine.PagingMode;

/** Processes and kernel stacks out of memory and back, and page tables with them. */
class ProcessSwapperTest {

    private static final int PAGE = 4096;
    private static final int BASE = 0x10000000;
    private static final int PAGES = 40;

    private Kernel kernel;
    private EProcess a;

    private void boot(Profile profile, PagingMode paging) {
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes(6 << 20).withPageFile(24 << 20));
        a = process(kernel, "A");
        Machines.commit(kernel, a, BASE, PAGES * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < PAGES; i++) {
            store(kernel, a, BASE + i * PAGE, 1000 + i);
        }
    }

    /** Has every page that is not needed written and used for something else. */
    private void pressure() {
        kernel.writeModifiedPages();
        EProcess hog = process(kernel, "hog");
        int available = kernel.view().pageLists().available() + 300;
        Machines.commit(kernel, hog, BASE, available * (long) PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < available; i++) {
            store(kernel, hog, BASE + i * PAGE, i);
        }
        kernel.processes().exit(hog);
        checkInvariants(kernel);
    }

    private ProcessView view(MachineView view) {
        return view.processes().stream().filter(p -> p.pid() == a.processId()).findFirst().orElseThrow();
    }

    private PteKind directoryEntry(int va) {
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        PageTables tables = image.tables(a.directoryTableBase());
        return image.ptes().kind(tables.read(tables.directoryEntry(va & 0xFFFFFFFFL)));
    }

    private boolean stackInMemory() {
        MachineView view = kernel.view();
        return view.threads(view(view)).getFirst().kernelStackResident();
    }

    @ParameterizedTest
    @CsvSource({"XP, X86", "WS2003, X86", "XP, PAE", "NT4, X86"})
    void processGoesOutAndComesBack(Profile profile, PagingMode paging) {
        boot(profile, paging);
        MachineView before = kernel.view();
        assertTrue(kernel.processes().outswap(a) >= PAGES);
        checkInvariants(kernel);
        assertFalse(stackInMemory());
        assertTrue(view(kernel.view()).workingSet().size() < 10);
        pressure();
        kernel.run(SystemThread.SWAPPER);
        checkInvariants(kernel);
        assertEquals(PteKind.TRANSITION, directoryEntry(BASE));
        pressure();
        assertEquals(PteKind.PAGE_FILE, directoryEntry(BASE));
        kernel.processes().inswap(a);
        assertTrue(stackInMemory());
        checkInvariants(kernel);
        for (int i = PAGES - 1; i >= 0; i--) {
            assertEquals(1000 + i, load(kernel, a, BASE + i * PAGE));
        }
        checkInvariants(kernel);
        assertEquals(before.counters().commitTotal(), kernel.view().counters().commitTotal());
        kernel.processes().exit(a);
        checkInvariants(kernel);
        assertEquals(0, kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
    }

    /** Lets swapper and pressure take turns until the directory is in the page file. */
    private void swapOutAll() {
        kernel.processes().outswap(a);
        for (int i = 0; i < 12 && pointer() != PteKind.PAGE_FILE; i++) {
            checkInvariants(kernel);
            pressure();
            kernel.run(SystemThread.SWAPPER);
            checkInvariants(kernel);
        }
        pressure();
    }

    /** What the entry of the last directory is that lies outside of page tables. */
    private PteKind pointer() {
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        if (image.machine().paging() != PagingMode.PAE) {
            long base = a.directoryTableBase();
            return (base & 0xFFF) == 0 ? PteKind.VALID : image.ptes().kind(base);
        }
        return image.ptes().kind(image.system().read64(
                image.field("EPROCESS", "PaeTop", a.address() & 0xFFFFFFFFL) + 24));
    }

    private boolean flag(String name) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).field("EPROCESS", name, a.address() & 0xFFFFFFFFL) != 0;
    }

    @ParameterizedTest
    @CsvSource({"XP, X86", "WS2003, X86", "XP, PAE", "NT4, X86"})
    void directoryGoesOutAndComesBack(Profile profile, PagingMode paging) {
        boot(profile, paging);
        long commit = kernel.view().counters().commitTotal();
        long base = a.directoryTableBase();
        long faults = view(kernel.view()).pageFaults();
        swapOutAll();
        assertEquals(PteKind.PAGE_FILE, pointer());
        assertTrue(flag("Outswapped"));
        assertTrue(flag("OutswapEnabled"));
        MachineView out = kernel.view();
        assertEquals(List.of(), out.workingSet(view(out)));
        assertEquals(List.of(), out.ptes(view(out)));
        KernelCapture absent = kernel.capture();
        kernel.processes().inswap(a);
        checkInvariants(kernel);
        assertFalse(flag("Outswapped"));
        assertFalse(flag("OutswapEnabled"));
        assertEquals(commit, kernel.view().counters().commitTotal());
        assertEquals(faults, view(kernel.view()).pageFaults(), "no fault brings a process in");
        if (paging == PagingMode.PAE) {
            assertEquals(base, a.directoryTableBase(), "the pointer table stays");
        } else {
            assertEquals(0, a.directoryTableBase() & 0xFFF);
        }
        for (int i = 0; i < PAGES; i++) {
            assertEquals(1000 + i, load(kernel, a, BASE + i * PAGE));
        }
        checkInvariants(kernel);
        kernel.restore(absent);
        assertEquals(1005, load(kernel, a, BASE + 5 * PAGE), "attaching brings it back, too");
        checkInvariants(kernel);
        kernel.processes().exit(a);
        checkInvariants(kernel);
        assertEquals(0, kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
        kernel.restore(absent);
        kernel.processes().exit(a);
        checkInvariants(kernel);
        assertEquals(0, kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
    }

    /** The list of a session is found through the session's page tables: no directory of a program need be there. */
    @ParameterizedTest
    @CsvSource({"XP, X86", "WS2003, X86", "XP, PAE"})
    void aSessionKeepsItsWorkingSetWhenItsProgramsAreOut(Profile profile, PagingMode paging) {
        boot(profile, paging);
        SessionView in = kernel.view().sessions().getFirst();
        assertEquals(List.of(in.workingSetList()),
                kernel.view().workingSet(in).stream().map(WorkingSetEntryView::page).toList());
        swapOutAll();
        assertTrue(flag("Outswapped"));
        assertEquals(List.of(in), kernel.view().sessions());
        assertEquals(List.of(), kernel.view().workingSet(in), "nobody sees session space");
        List<Integer> aged = new ArrayList<>();
        kernel.eventSink(event -> {
            if (event instanceof SystemThreadStep step && step.step() == Step.WORKING_SET_AGED) {
                aged.add(step.subject());
            }
        });
        kernel.tick(1);
        assertTrue(aged.contains(-1), "that of session 0");
        assertFalse(aged.contains(a.processId()));
        checkInvariants(kernel);
        kernel.processes().exit(a);
        assertEquals(List.of(), kernel.view().sessions());
        checkInvariants(kernel);
    }

    @Test
    void faultResolvesThePageTableFirst() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().emptyWorkingSet(a);
        pressure();
        kernel.processes().emptyWorkingSet(a);
        assertEquals(PteKind.TRANSITION, directoryEntry(BASE));
        KernelCapture inTransition = kernel.capture();
        kernel.beginCall();
        load(kernel, a, BASE + 7 * PAGE);
        assertEquals(List.of(FaultKind.TRANSITION, FaultKind.PAGE_FILE),
                kernel.faults().stream().map(fault -> fault.kind()).toList());
        assertEquals(0xC0000000 + (BASE >>> 12) * 4 + 7 * 4, kernel.faults().getFirst().va());
        kernel.restore(inTransition);
        pressure();
        assertEquals(PteKind.PAGE_FILE, directoryEntry(BASE));
        kernel.beginCall();
        assertEquals(1007, load(kernel, a, BASE + 7 * PAGE));
        assertEquals(List.of(FaultKind.PAGE_FILE, FaultKind.PAGE_FILE),
                kernel.faults().stream().map(fault -> fault.kind()).toList());
        assertTrue(kernel.faults().stream().allMatch(fault -> fault.hard()));
        checkInvariants(kernel);
    }

    @Test
    void attachBringsAProcessBack() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().outswap(a);
        assertEquals(1003, load(kernel, a, BASE + 3 * PAGE));
        assertTrue(stackInMemory());
        checkInvariants(kernel);
        kernel.processes().outswap(a);
        kernel.processes().exit(a);
        checkInvariants(kernel);
    }

    @Test
    void brokenSignatureStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        KernelCapture whole = kernel.capture();
        kernel.processes().outswap(a);
        pressure();
        EThread thread = kernel.threads().first(a);
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        PageTables tables = image.tables(a.directoryTableBase());
        long raw = tables.read(tables.tableEntry(thread.kernelStack() - 4 & 0xFFFFFFFFL));
        assertEquals(PteKind.PAGE_FILE, image.ptes().kind(raw));
        kernel.volume().file("C:\\pagefile.sys").writeCluster(image.ptes().pageFileOffset(raw), new byte[PAGE]);
        BugCheckException stopped = assertThrows(BugCheckException.class, () -> kernel.processes().inswap(a));
        assertEquals(BugCheck.KERNEL_STACK_INPAGE_ERROR, stopped.bugCheck().code());
        assertEquals(thread.kernelStack() - 4, stopped.bugCheck().parameter4());
        assertEquals(stopped.bugCheck(), kernel.bugCheck());
        checkInvariants(kernel);
        assertThrows(BugCheckException.class, () -> kernel.tick(1));
        kernel.restore(whole);
        kernel.processes().outswap(a);
        kernel.processes().inswap(a);
        assertEquals(1001, load(kernel, a, BASE + PAGE));
        checkInvariants(kernel);
    }

    private long entry(long physical) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).tables(0).read(physical);
    }

    private PageTables tables() {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).tables(view(view).directoryTableBase());
    }

    /** Makes the slot of a page-file PTE of 32 bits unreadable and gives where it is in bytes. */
    private long makeBad(long pte) {
        long offset = (pte >>> 12) * PAGE;
        kernel.badSectors("C:\\pagefile.sys", offset, PAGE, true);
        return offset;
    }

    private BugCheck stopped(Runnable use) {
        BugCheck stopped = assertThrows(BugCheckException.class, use::run).bugCheck();
        assertEquals(stopped, kernel.bugCheck());
        checkInvariants(kernel);
        return stopped;
    }

    @Test
    void rulesHoldForTheRootOfAnOutswappedProcess() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().outswap(a);
        for (int i = 0; i < 12 && pointer() != PteKind.TRANSITION; i++) {
            pressure();
            kernel.run(SystemThread.SWAPPER);
        }
        assertEquals(PteKind.TRANSITION, pointer());
        damage("4 transition-pte", 1 << 12);
        damage("3 frame-pte", 1 << 12);
        pressure();
        assertEquals(PteKind.PAGE_FILE, pointer());
        damage("9 page-file-slots", 0x80000 << 12);
    }

    /** Changes bits of DirectoryTableBase, by which a rule has to be broken, and puts them back. */
    private void damage(String rule, int bits) {
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        long at = image.system().physical((a.address() & 0xFFFFFFFFL)
                + image.structure("EPROCESS").offset("Pcb.DirectoryTableBase"));
        int whole = kernel.memory().read32(at);
        kernel.memory().write32(at, whole ^ bits);
        assertTrue(Checkers.check(kernel.view()).stream().anyMatch(violation -> violation.rule().equals(rule)), rule);
        kernel.memory().write32(at, whole);
        checkInvariants(kernel);
    }

    @Test
    void pageTableThatCannotBeReadStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().emptyWorkingSet(a);
        pressure();
        kernel.processes().emptyWorkingSet(a);
        pressure();
        assertEquals(PteKind.PAGE_FILE, directoryEntry(BASE));
        makeBad(entry(tables().directoryEntry(BASE)));
        assertEquals(new BugCheck(BugCheck.KERNEL_DATA_INPAGE_ERROR, 1, NtStatus.DEVICE_DATA_ERROR, a.address(),
                0xC0000000 + (BASE >>> 12) * 4 + 7 * 4), stopped(() -> load(kernel, a, BASE + 7 * PAGE)));
    }

    @Test
    void pageTableWhoseContentsAreLostStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().emptyWorkingSet(a);
        pressure();
        kernel.processes().emptyWorkingSet(a);
        assertEquals(PteKind.TRANSITION, directoryEntry(BASE));
        kernel.injectParityError((int) (entry(tables().directoryEntry(BASE)) >>> 12));
        assertEquals(new BugCheck(BugCheck.KERNEL_DATA_INPAGE_ERROR, 1, 0xC000002B, a.address(),
                0xC0000000 + (BASE >>> 12) * 4), stopped(() -> load(kernel, a, BASE)));
    }

    @Test
    void kernelStackThatCannotBeReadStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().outswap(a);
        pressure();
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        long stack = kernel.threads().first(a).kernelStack() - 4 & 0xFFFFFFFFL;
        long offset = makeBad(entry(image.tables(view.machine().systemPageDirectory() * (long) PAGE).tableEntry(stack)));
        assertEquals(new BugCheck(BugCheck.KERNEL_STACK_INPAGE_ERROR, NtStatus.DEVICE_DATA_ERROR,
                NtStatus.DEVICE_DATA_ERROR, 0, (int) offset), stopped(() -> kernel.processes().inswap(a)));
    }

    @Test
    void directoryThatCannotBeReadStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        swapOutAll();
        assertEquals(PteKind.PAGE_FILE, pointer());
        int entry = (int) a.directoryTableBase();
        makeBad(entry & 0xFFFFFFFFL);
        MachineView view = kernel.view();
        int field = a.address() + new KernelImage(view.memory(), view.machine()).structure("EPROCESS")
                .offset("Pcb.DirectoryTableBase");
        assertEquals(new BugCheck(BugCheck.KERNEL_DATA_INPAGE_ERROR, field, NtStatus.DEVICE_DATA_ERROR, entry,
                0xC0300000), stopped(() -> kernel.processes().inswap(a)));
    }

    @Test
    void workingSetListThatCannotBeReadStopsTheMachine() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().outswap(a);
        long list = 0;
        for (int i = 0; i < 12 && (list == 0 || (list & 1) != 0 || (list & 0x800) != 0); i++) {
            pressure();
            kernel.run(SystemThread.SWAPPER);
            kernel.writeModifiedPages();
            list = entry(tables().tableEntry(workingSetList()));
        }
        assertEquals(PteKind.PAGE_FILE, new KernelImage(kernel.view().memory(), kernel.view().machine()).ptes().kind(list));
        makeBad(list);
        BugCheck stopped = stopped(() -> kernel.processes().inswap(a));
        assertEquals(BugCheck.KERNEL_DATA_INPAGE_ERROR, stopped.code());
        assertEquals(0xC0000000 + (int) (workingSetList() >>> 12) * 4, stopped.parameter1());
        assertEquals(NtStatus.DEVICE_DATA_ERROR, stopped.parameter2());
        assertEquals((int) list, stopped.parameter3());
        assertEquals((int) workingSetList(), stopped.parameter4());
    }

    private long workingSetList() {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).field("EPROCESS", "Vm.VmWorkingSetList",
                a.address() & 0xFFFFFFFFL);
    }

    @Test
    void longWaitsEndInAnOutswapWhenMemoryIsShort() {
        boot(Profile.XP, PagingMode.X86);
        kernel.processes().attach(kernel.processes().system());
        kernel.tick(20);
        assertTrue(stackInMemory(), "memory is not short");
        EProcess hog = process(kernel, "hog");
        int count = kernel.view().pageLists().available() - 100;
        Machines.commit(kernel, hog, BASE, count * (long) PAGE, MemoryConstants.PAGE_READWRITE);
        for (int second = 0; second < 8; second++) {
            for (int i = 0; i < count; i++) {
                store(kernel, hog, BASE + i * PAGE, i);
            }
            kernel.tick(1);
        }
        assertFalse(stackInMemory());
        assertTrue(view(kernel.view()).workingSet().size() < 10);
        MachineView view = kernel.view();
        ProcessView busy = view.processes().getLast();
        assertTrue(view.threads(busy).getFirst().kernelStackResident(), "it runs");
        checkInvariants(kernel);
        assertEquals(1002, load(kernel, a, BASE + 2 * PAGE));
    }
}
