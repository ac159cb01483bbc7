package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.commit;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.map;
import static org.mmscope.kernel.Machines.pageOutPool;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.section;
import static org.mmscope.kernel.Machines.store;
import static org.mmscope.kernel.Machines.trimmedPool;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.event.PageMoved;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.WorkingSetEntryView;
import org.mmscope.machine.PagingMode;

/** Paged pool is paged: by trimming the system's working set, and back by faults of the kernel itself. */
class PagedPoolTest {

    private static final int VIEW = 0x10000000;
    private static final long SIZE = 8L << 20;
    private static final String PAGE_FILE = "C:\\pagefile.sys";

    private Kernel kernel;
    private EProcess process;
    private int section;

    private void boot(PagingMode paging) {
        kernel = Kernel.boot(KernelConfiguration.defaults().withPaging(paging).withMemoryBytes(8 << 20)
                .withPageFile(32 << 20));
        process = process(kernel, "A");
        section = section(kernel, process, "shared", SIZE, MemoryConstants.PAGE_READWRITE);
        map(kernel, process, section, VIEW, MemoryConstants.PAGE_READWRITE);
        kernel.beginCall();
    }

    /** First prototype PTE of the section. */
    private long prototypePte() {
        return segment(kernel.view()).prototypePtes().getFirst().address();
    }

    private static SegmentView segment(MachineView view) {
        return view.segments().stream().filter(each -> each.totalPtes() == SIZE / 4096).findFirst().orElseThrow();
    }

    private boolean inWorkingSet(long va) {
        return kernel.view().systemWorkingSetEntries().stream().map(WorkingSetEntryView::page)
                .anyMatch(page -> page == (va & -4096));
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void aTrimmedPageIsModifiedThenWrittenAndComesBack(PagingMode paging) {
        boot(paging);
        MachineView before = kernel.view();
        int trimmed = kernel.emptySystemWorkingSet();
        MachineView after = kernel.view();
        assertTrue(trimmed > 3);
        assertEquals(trimmed, trimmedPool(after));
        assertEquals(before.pageLists().modified() + trimmed, after.pageLists().modified());
        assertEquals(before.counters().commitTotal(), after.counters().commitTotal());
        checkInvariants(kernel);
        kernel.writeModifiedPages();
        assertEquals(trimmed, kernel.view().pageFiles().getFirst().usedPages());
        checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, kernel.objects().close(process, section));
        assertTrue(trimmedPool(kernel.view()) < trimmed);
        assertTrue(kernel.view().systemFaults().pageFaults() > 0);
        assertEquals(0, kernel.view().systemFaults().hardFaults());
        checkInvariants(kernel);
    }

    /** A page with the prototype PTE of a page in memory has its share and stays; with the last of them it may go. */
    @Test
    void aPageOfPrototypePtesIsHeldByPagesInMemory() {
        boot(PagingMode.X86);
        store(kernel, process, VIEW, 7);
        kernel.emptySystemWorkingSet();
        assertTrue(inWorkingSet(prototypePte()));
        kernel.processes().emptyWorkingSet(process);
        kernel.emptySystemWorkingSet();
        assertTrue(inWorkingSet(prototypePte()), "the page is in transition");
        kernel.writeModifiedPages();
        pageOutPool(kernel);
        pageOutPool(kernel);
        assertFalse(inWorkingSet(prototypePte()), "the page is in the page file");
        checkInvariants(kernel);
        assertEquals(7, load(kernel, process, VIEW));
        assertTrue(inWorkingSet(prototypePte()));
        checkInvariants(kernel);
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void aFaultBringsThePageOfItsPrototypePteFirst(PagingMode paging) {
        boot(paging);
        kernel.emptySystemWorkingSet();
        assertSystemPteRead(Decision.IN_TRANSITION, VIEW);
        pageOutPool(kernel);
        long hard = kernel.view().systemFaults().hardFaults();
        assertSystemPteRead(Decision.IN_PAGE_FILE, VIEW + (4 << 20));
        assertEquals(hard + 1, kernel.view().systemFaults().hardFaults());
        checkInvariants(kernel);
    }

    private void assertSystemPteRead(Decision where, int va) {
        List<FaultStep> steps = FaultSteps.of(kernel, () -> load(kernel, process, va));
        List<Kind> kinds = steps.stream().map(FaultStep::kind).toList();
        int paged = kinds.indexOf(Kind.SYSTEM_PTE_READ);
        assertEquals(where, steps.get(paged).decision());
        assertEquals(va, steps.get(paged).va());
        assertTrue(paged > kinds.indexOf(Kind.VAD_READ) && paged < kinds.indexOf(Kind.PROTOTYPE_PTE_READ));
        assertEquals(where == Decision.IN_PAGE_FILE, kinds.subList(paged, kinds.size()).contains(Kind.READ_ISSUED));
        assertEquals(1, kinds.stream().filter(Kind.FAULT_TAKEN::equals).count());
        assertEquals(Kind.RESOLVED, kinds.getLast());
    }

    /** Of a fault that the kernel takes on behalf of nobody's fault all steps are told. */
    @Test
    void aFaultOfTheKernelIsTold() {
        boot(PagingMode.X86);
        kernel.emptySystemWorkingSet();
        List<FaultStep> steps = FaultSteps.of(kernel, () -> kernel.objects().close(process, section));
        assertEquals(Kind.FAULT_TAKEN, steps.getFirst().kind());
        assertEquals(Decision.SYSTEM_ADDRESS, steps.getFirst().decision());
        assertEquals(List.of(Kind.FAULT_TAKEN, Kind.SYSTEM_PTE_READ, Kind.PFN_READ, Kind.PAGE_RECLAIMED,
                Kind.PTE_WRITTEN, Kind.WORKING_SET_ENTRY_ADDED, Kind.RESOLVED),
                steps.stream().map(FaultStep::kind).limit(7).toList());
    }

    /** What views decode does not change when the structures are paged out; a bare image cannot tell all of it. */
    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void viewsReadWhatIsPagedOut(PagingMode paging) {
        boot(paging);
        MachineView before = kernel.view();
        pageOutPool(kernel);
        MachineView after = kernel.view();
        assertTrue(trimmedPool(after) > trimmedPool(before));
        assertEquals(before.sections(), after.sections());
        assertEquals(segment(before).prototypePtes().stream().toList(),
                segment(after).prototypePtes().stream().toList());
        assertEquals(before.poolTags(before.pools().getLast()), after.poolTags(after.pools().getLast()));
        MachineView bare = KernelView.of(after.memory(), after.machine());
        DamagedImageException missing = assertThrows(DamagedImageException.class,
                () -> segment(bare).prototypePtes().stream().toList());
        assertTrue(missing.getMessage().contains("in a page file, which is not known"), missing.getMessage());
    }

    @Test
    void capturesHoldWhatIsPagedOut() {
        boot(PagingMode.X86);
        pageOutPool(kernel);
        KernelCapture capture = kernel.capture();
        assertEquals(0, load(kernel, process, VIEW));
        kernel.processes().exit(process);
        kernel.restore(capture);
        assertEquals(0, load(kernel, process, VIEW));
        checkInvariants(kernel);
    }

    @Test
    void aPageThatCannotBeReadStopsTheMachine() {
        boot(PagingMode.X86);
        pageOutPool(kernel);
        kernel.badSectors(PAGE_FILE, 0, 32L << 20, true);
        BugCheckException stopped = assertThrows(BugCheckException.class, () -> load(kernel, process, VIEW));
        assertEquals(BugCheck.KERNEL_DATA_INPAGE_ERROR, stopped.bugCheck().code());
        assertEquals(NtStatus.DEVICE_DATA_ERROR, stopped.bugCheck().parameter2());
        assertEquals((int) prototypePte() & -4096, stopped.bugCheck().parameter4() & -4096);
        checkInvariants(kernel);
    }

    /** Somebody who needs a page of pool while the memory manager writes pages is stopped at once. */
    @Test
    void noFaultIsTakenWhilePagesAreWritten() {
        boot(PagingMode.X86);
        store(kernel, process, VIEW, 1);
        kernel.processes().emptyWorkingSet(process);
        kernel.emptySystemWorkingSet();
        kernel.eventSink(event -> {
            if (event instanceof PageMoved moved && moved.cause() == PageMoved.Cause.WRITE_BEGUN) {
                kernel.objects().close(process, section);
            }
        });
        BugCheckException stopped = assertThrows(BugCheckException.class, kernel::writeModifiedPages);
        assertEquals(BugCheck.IRQL_NOT_LESS_OR_EQUAL, stopped.bugCheck().code());
        assertEquals(2, stopped.bugCheck().parameter2());
    }

    /** The balance set manager takes pages of pool above the minimum, as it does from everybody. */
    @Test
    void theBalanceSetManagerTrimsTheSystem() {
        kernel = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(8 << 20).withPageFile(64 << 20));
        process = process(kernel, "A");
        for (int i = 0; i < 9; i++) {
            reserve(256L << 20);
        }
        long before = kernel.view().systemWorkingSet().size();
        assertTrue(before > 500);
        int pages = kernel.view().pageLists().zeroed() + kernel.view().pageLists().free() - 300;
        commit(kernel, process, VIEW, pages * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(kernel, process, VIEW + i * 4096, i);
        }
        kernel.tick(1);
        MachineView after = kernel.view();
        assertTrue(after.systemWorkingSet().size() < before);
        assertTrue(after.systemWorkingSet().size() >= after.systemWorkingSet().minimum());
        checkInvariants(kernel);
    }

    private void reserve(long size) {
        assertEquals(NtStatus.SUCCESS, kernel.sections().create(process, new SectionRequest(null,
                MemoryConstants.SECTION_ALL_ACCESS, size, MemoryConstants.PAGE_READWRITE,
                MemoryConstants.SEC_RESERVE, 0), new IntHolder()));
    }
}
