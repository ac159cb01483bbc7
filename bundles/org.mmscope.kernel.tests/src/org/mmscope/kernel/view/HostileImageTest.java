package org.mmscope.kernel.view;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;

/** Images of random bytes, with page tables that map everything: decoded or refused, and nothing else. */
class HostileImageTest {

    private static final int FRAMES = 64;
    private static final int DIRECTORY = 5;

    private static final List<String> SYMBOLS = List.of("PsActiveProcessHead", "MmProtectToValue", "MmPfnDatabase",
            "MmSystemCacheWs", "MmZeroedPageListHead", "MmFreePageListHead", "MmStandbyPageListHead",
            "MmModifiedPageListHead", "MmModifiedNoWritePageListHead", "MmBadPageListHead", "MmAvailablePages",
            "MmTotalCommittedPages", "MmTotalCommitLimit", "MmPeakCommitment", "MmNumberOfPagingFiles",
            "MmPagingFile", "MmNonPagedPoolStart", "MmNonPagedPoolEnd", "MmPagedPoolStart", "MmPagedPoolEnd",
            "MmSystemRangeStart", "NonPagedPoolDescriptor", "PagedPoolDescriptor", "MmSectionObjectType",
            "IoFileObjectType", "CcVacbs", "CcNumberVacbs", "CcCleanSharedCacheMapList", "CcDirtySharedCacheMapList",
            "CcTotalDirtyPages", "MmSystemCacheStart", "MmSystemCacheEnd");

    private int decoded;
    private int refused;

    @Test
    void randomImagesAreDecodedOrRefused() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            for (String profile : List.of("xp", "ws2003")) {
                PagingMode paging = seed % 3 == 0 ? PagingMode.PAE : PagingMode.X86;
                MachineView view = KernelView.of(image(random, paging), machine(random, profile, paging));
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> readAll(view));
            }
        }
        assertTrue(decoded > 100 && refused > 100, decoded + " decoded, " + refused + " refused");
    }

    private void readAll(MachineView view) {
        read(() -> view.processes().forEach(process -> view.ptes(process).size()));
        read(view::sections);
        read(() -> view.segments().forEach(segment -> segment.prototypePtes().forEach(PrototypePteView::kind)));
        read(view::controlAreas);
        read(view::fileObjects);
        read(view::pageFiles);
        read(view::pageLists);
        read(view::counters);
        read(view::sharedCacheMaps);
        read(view::cacheViews);
        Checkers.check(view);
    }

    private void read(Runnable part) {
        try {
            part.run();
            decoded++;
        } catch (DamagedImageException e) {
            refused++;
        }
    }

    /** Random bytes; most pointers in it point into system space, and page tables are valid and full of aliases. */
    private static PhysicalReader image(Random random, PagingMode paging) {
        PhysicalMemory memory = new PhysicalMemory((long) FRAMES * PhysicalReader.FRAME_SIZE);
        for (long at = 0; at < memory.size(); at += 4) {
            int kind = random.nextInt(8);
            memory.write32(at, kind == 0 ? random.nextInt() : kind < 3 ? random.nextInt(64)
                    : 0x80000000 + random.nextInt(1 << 20) * 8);
        }
        int width = paging == PagingMode.PAE ? 8 : 4;
        for (int entry = 0; entry < PhysicalReader.FRAME_SIZE / width; entry++) {
            pte(memory, DIRECTORY, entry, 6 + random.nextInt(4), width, paging == PagingMode.PAE ? 1 : 0x67);
            for (int table = 6; table < 10; table++) {
                pte(memory, table, entry, random.nextInt(FRAMES), width, 0x67);
            }
        }
        return memory;
    }

    private static void pte(PhysicalMemory memory, int table, int entry, int frame, int width, int bits) {
        long at = (long) table * PhysicalReader.FRAME_SIZE + (long) entry * width;
        memory.write32(at, frame << 12 | bits);
        if (width == 8) {
            memory.write32(at + 4, 0);
        }
    }

    private static MachineDescription machine(Random random, String profile, PagingMode paging) {
        Map<String, Long> symbols = new LinkedHashMap<>();
        for (String symbol : SYMBOLS) {
            symbols.put(symbol, 0x80000000L + random.nextInt(1 << 20) * 4L);
        }
        return new MachineDescription(profile, paging, FRAMES, 0, 0x80000000L, DIRECTORY, 0x80000000L, symbols);
    }
}
