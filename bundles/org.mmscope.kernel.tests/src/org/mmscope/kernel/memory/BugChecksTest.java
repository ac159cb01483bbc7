package org.mmscope.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.pte.PteFormat;

/** What a machine still does that has stopped. */
class BugChecksTest {

    private static final int BASE = 0x10000000;

    private final Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(8 << 20));

    private BugChecks bugChecks() {
        long directory = kernel.view().processes().getFirst().directoryTableBase();
        return new BugChecks(new SystemMemory(kernel.memory(),
                PteFormat.of(kernel.configuration().paging(), kernel.layout()), kernel.layout().systemRangeStart(),
                directory), kernel.layout());
    }

    @Test
    void aStoppedMachineCanBeLookedAtAndPutBackButDoesNothing() {
        EProcess process = Machines.process(kernel, "A");
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        kernel.processes().attach(process);
        KernelCapture running = kernel.capture();
        assertNull(kernel.bugCheck());
        BugCheckException stopped = assertThrows(BugCheckException.class,
                () -> bugChecks().raise(BugCheck.NO_PAGES_AVAILABLE, 1, 2, -1, 4));
        BugCheck why = new BugCheck(BugCheck.NO_PAGES_AVAILABLE, 1, 2, -1, 4);
        assertEquals(why, stopped.bugCheck());
        assertEquals(why, kernel.bugCheck());
        assertEquals("*** STOP: 0x0000004D (0x00000001,0x00000002,0xFFFFFFFF,0x00000004) NO_PAGES_AVAILABLE",
                stopped.getMessage());
        assertThrows(BugCheckException.class, () -> kernel.processor().load32(BASE));
        assertThrows(BugCheckException.class, kernel::beginCall);
        assertThrows(BugCheckException.class, () -> kernel.run(SystemThread.ZERO_PAGE));
        assertThrows(BugCheckException.class, () -> kernel.tick(1));
        Machines.checkInvariants(kernel);
        assertEquals("A", kernel.view().processes().getLast().name());
        KernelCapture dead = kernel.capture();
        kernel.restore(running);
        assertNull(kernel.bugCheck());
        assertEquals(0, Machines.load(kernel, kernel.processes().byName("A"), BASE));
        kernel.restore(dead);
        assertEquals(why, kernel.bugCheck());
    }
}
