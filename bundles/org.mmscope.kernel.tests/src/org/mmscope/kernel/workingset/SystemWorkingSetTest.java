package org.mmscope.kernel.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.section;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.WorkingSetEntryView;
import org.mmscope.kernel.view.WorkingSetView;

/** The working set of the system. */
class SystemWorkingSetTest {

    private static final long LIST = 0xC0C00000L;

    /** Windows Internals, 4th edition, chapter 7, System Working Set. */
    @ParameterizedTest
    @CsvSource({"xp,8,388,500", "xp,20,688,1150", "xp,32,1188,2050", "ws2003,32,688,1150", "ws2003,64,1188,2050"})
    void boundsFollowTheSizeOfMemory(String profile, int megabytes, long minimum, long maximum) {
        WorkingSetView set = Machines.boot(Profile.of(profile), megabytes, 32).view().systemWorkingSet();
        assertEquals(minimum, set.minimum());
        assertEquals(maximum, set.maximum());
    }

    /** The list itself is the first entry, the pages of paged pool are the others. */
    @Test
    void holdsThePagesOfPagedPool() {
        Kernel kernel = Machines.boot(Profile.XP, 16, 128);
        MachineView before = kernel.view();
        assertEquals(LIST, before.systemWorkingSetEntries().getFirst().page());
        assertEquals(1 + before.counters().pagedPoolPages(), before.systemWorkingSet().size());
        assertEquals(before.systemWorkingSet().size(), before.counters().systemCachePages());
        EProcess process = process(kernel, "A");
        int section = section(kernel, process, null, 64L << 20, MemoryConstants.PAGE_READWRITE);
        MachineView with = kernel.view();
        List<WorkingSetEntryView> entries = with.systemWorkingSetEntries();
        assertEquals(1 + with.counters().pagedPoolPages(), entries.size());
        assertTrue(with.counters().pagedPoolPages() >= before.counters().pagedPoolPages() + 16);
        checkInvariants(kernel);
        kernel.objects().close(process, section);
        kernel.processes().exit(process);
        assertEquals(before.systemWorkingSet().size(), kernel.view().systemWorkingSet().size());
        checkInvariants(kernel);
    }

    /** A list that outgrows its first page gets more, which are charged for. */
    @Test
    void theListGrows() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 512);
        EProcess process = process(kernel, "A");
        for (int i = 0; i < 20; i++) {
            assertEquals(NtStatus.SUCCESS, kernel.sections().create(process, new SectionRequest(null,
                    MemoryConstants.SECTION_ALL_ACCESS, 256L << 20, MemoryConstants.PAGE_READWRITE,
                    MemoryConstants.SEC_RESERVE, 0), new IntHolder()));
        }
        assertTrue(kernel.view().systemWorkingSet().size() > 1200);
        checkInvariants(kernel);
    }
}
