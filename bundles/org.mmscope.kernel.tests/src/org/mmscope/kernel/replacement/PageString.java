package org.mmscope.kernel.replacement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.PagingMode;

/**
 * A process of a small machine whose working set holds its own tables and so many pages of a reference string. With
 * 4 MB of memory fewer than 1000 pages are available, so that no working set grows over its maximum. At first the frames
 * hold pages that no string uses.
 */
public final class PageString {

    static final int BASE = 0x10000000;
    private static final int PAGE = 4096;

    public final Kernel kernel;
    final EProcess process;
    private final int frames;
    private final int tables;

    public PageString(KernelConfiguration configuration, ReplacementPolicies policies, int frames, int pages) {
        this.frames = frames;
        kernel = Kernel.boot(configuration.withMemoryBytes(4 << 20).withPageFile(4 << 20), policies);
        tables = configuration.paging() == PagingMode.PAE ? 6 : 3;
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS,
                kernel.processes().create(ProcessOptions.named("A").withWorkingSet(1, tables + frames), made));
        process = made[0];
        Machines.commit(kernel, process, BASE, (long) (pages + frames) * PAGE, MemoryConstants.PAGE_READWRITE);
        kernel.processes().emptyWorkingSet(process);
        assertEquals(tables, size());
        kernel.processes().attach(process);
        for (int page = pages; page < pages + frames; page++) {
            touch(page);
        }
    }

    static PageString of(String policy, int frames, int pages) {
        return new PageString(KernelConfiguration.defaults().withPolicy(policy), new ReplacementPolicies(), frames,
                pages);
    }

    int size() {
        return kernel.processes().memoryCounters(process).workingSetSize();
    }

    /** Makes the references, of which the policy may know the future, and gives the number of page faults. */
    public int faults(int... pages) {
        int[] at = new int[1];
        kernel.future((id, page) -> id != process.processId() ? WorkingSetPages.NEVER
                : next(pages, at[0], page - BASE >>> 12));
        int faults = 0;
        for (at[0] = 0; at[0] < pages.length; at[0]++) {
            faults += touch(pages[at[0]]);
        }
        kernel.future(null);
        return faults;
    }

    private static long next(int[] pages, int from, int page) {
        for (int i = from; i < pages.length; i++) {
            if (pages[i] == page) {
                return i - from;
            }
        }
        return WorkingSetPages.NEVER;
    }

    /** Loads from a page and gives the number of page faults that it took. */
    public int touch(int page) {
        kernel.beginCall();
        kernel.processor().load8(BASE + page * PAGE);
        assertFalse(kernel.processor().aborted());
        assertTrue(size() <= tables + frames);
        return kernel.faults().size();
    }
}
