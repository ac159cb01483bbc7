package org.mmscope.kernel.check;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.machine.PhysicalReader;

/**
 * The root of the address space of a process that has been swapped out. What of it is in a page file an image does not
 * hold.
 */
final class SwappedRoot {

    private static final long TABLES = 0xC000_0000L;
    private static final int POINTERS = 4;
    /** Pages of hyperspace, and the page tables and directories that it needs at most. */
    private static final int HYPERSPACE = 1024 + 2 + POINTERS;

    /** From the working-set list to what under PAE the second page table of hyperspace maps. */
    private static final long SECOND_TABLE = 2 << 20;

    private SwappedRoot() {
    }

    /** Whether the root of a process is out of memory or leaving it. */
    static boolean isOut(KernelImage image, ProcessView process) {
        return image.field("EPROCESS", "Outswapped", process.address()) != 0;
    }

    /** The entries of directories that are out, which lie outside of page tables. */
    static List<EntryScan.Entry> entries(KernelImage image, ProcessView process) {
        List<EntryScan.Entry> entries = new ArrayList<>();
        if (!isOut(image, process)) {
            return entries;
        }
        boolean pae = image.ptes() == PteDecoder.PAE;
        long first = pae ? image.field("EPROCESS", "PaeTop", process.address())
                : process.address() + image.structure("EPROCESS").offset("Pcb.DirectoryTableBase");
        for (int i = 0; i < (pae ? POINTERS : 1); i++) {
            long at = first + i * (long) image.ptes().bytes();
            long raw = image.pte(at);
            PteKind kind = image.ptes().kind(raw);
            if (kind != PteKind.VALID && (pae || raw % PhysicalReader.FRAME_SIZE != 0)) {
                long va = TABLES + i * image.tables(process.directoryTableBase()).directorySpan();
                entries.add(new EntryScan.Entry(process, va, at, raw, kind, image.ptes().frame(raw, kind), true,
                        false));
            }
        }
        return entries;
    }

    /** The most pages of the root and page tables of a process whose entries lie in pages that are in a page file. */
    static long hidden(KernelImage image, ProcessView process) {
        if (!isOut(image, process)) {
            return 0;
        }
        PageTables tables = image.tables(process.directoryTableBase());
        long list = image.field("EPROCESS", "Vm.VmWorkingSetList", process.address());
        boolean seen = tables.tableEntry(list) != PageTables.NONE
                && tables.tableEntry(list + SECOND_TABLE) != PageTables.NONE;
        return seen ? 0 : HYPERSPACE + pages(process, 0, TABLES);
    }

    /** Pages of a range that VADs of a process take. */
    static long pages(ProcessView process, long first, long last) {
        return process.vads().stream()
                .mapToLong(vad -> Math.min(vad.end(), last) - Math.max(vad.start(), first) + 1)
                .filter(bytes -> bytes > 0).map(bytes -> bytes / PhysicalReader.FRAME_SIZE + 1).sum();
    }
}
