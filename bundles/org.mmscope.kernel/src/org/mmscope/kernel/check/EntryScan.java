package org.mmscope.kernel.check;

import java.util.BitSet;
import java.util.List;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.machine.PhysicalReader;

/**
 * Visits every entry of every page table and directory once: each process's own, and those of system space, which all
 * directories share, through the System process.
 */
final class EntryScan {

    private static final long ADDRESSES = 1L << 32;
    private static final long TABLES = 0xC000_0000L;

    private final KernelImage image;
    private final MachineView view;
    private final PageTables system;

    EntryScan(KernelImage image, MachineView view) {
        this.image = image;
        this.view = view;
        this.system = image.tables(systemBase());
    }

    /** Takes entries. */
    interface Visitor {
        /** An entry that is not empty. */
        void entry(Entry entry);
    }

    /**
     * An entry of a page table or of a directory.
     *
     * @param process whose it is; the System process's for system space
     * @param va first virtual address that it maps
     * @param address its own virtual address in the window on the page tables
     * @param raw its bits
     * @param kind what they mean
     * @param pfn the frame it names when valid or in transition, else -1
     * @param directory whether it is a directory's
     * @param large whether it maps a large page
     */
    record Entry(ProcessView process, long va, long address, long raw, PteKind kind, int pfn, boolean directory,
            boolean large) {

        /** How many frames from {@code pfn} on it maps: 1, or as many as a large page has. */
        int frames(PteDecoder format) {
            return large ? PhysicalReader.FRAME_SIZE / format.bytes() : 1;
        }

        @Override
        public String toString() {
            return (directory ? "PDE " : "PTE ") + Images.hex(address) + " of " + process.name() + " for "
                    + Images.hex(va) + " (" + Images.hex(raw) + ", " + kind.label() + ")";
        }
    }

    /** Visits; a page table that several directory entries name is visited once. */
    void scan(Visitor visitor) {
        BitSet seen = new BitSet();
        for (ProcessView process : view.processes()) {
            List<Entry> out = SwappedRoot.entries(image, process);
            out.forEach(visitor::entry);
            if (!out.isEmpty()) {
                session(process, seen, visitor);
            }
            scan(process, seen, visitor);
        }
    }

    /** A directory in a page file still has the entries of its session, whose page tables stay where they are. */
    private void session(ProcessView process, BitSet seen, Visitor visitor) {
        PageTables tables = image.tables(process.directoryTableBase());
        for (SessionView session : view.sessions()) {
            long start = SessionChecker.start(image);
            boolean inside = session.processes().contains(process.address());
            for (long va = start; inside && SessionChecker.isSession(start, va); va += tables.directorySpan()) {
                long index = (va - start) / tables.directorySpan();
                long raw = image.pte(session.pageTables() + index * image.ptes().bytes());
                if (raw != 0 && tables.directoryEntry(va) == PageTables.NONE) {
                    sessionTable(process, tables, va, raw, seen, visitor);
                }
            }
        }
    }

    private void sessionTable(ProcessView process, PageTables tables, long va, long raw, BitSet seen, Visitor visitor) {
        int frame = image.ptes().frame(raw);
        visitor.entry(new Entry(process, va, pteAddress(pteAddress(va)), raw, image.ptes().kind(raw), frame, true,
                false));
        long end = seen.get(frame) ? va : va + tables.directorySpan();
        for (long page = va; page < end; page += PhysicalReader.FRAME_SIZE) {
            long pte = tables.read((long) frame * PhysicalReader.FRAME_SIZE
                    + pteAddress(page) % PhysicalReader.FRAME_SIZE);
            if (pte != 0) {
                visitor.entry(entry(process, page, pte));
            }
        }
        seen.set(frame);
    }

    private long systemBase() {
        return (long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE;
    }

    private void scan(ProcessView process, BitSet seen, Visitor visitor) {
        PageTables tables = image.tables(process.directoryTableBase());
        boolean isSystem = process.directoryTableBase() == systemBase();
        for (long va = 0; va < ADDRESSES; va += tables.directorySpan()) {
            long at = tables.directoryEntry(va);
            long raw = at == PageTables.NONE ? 0 : tables.read(at);
            if (raw != 0 && (isSystem || !shared(va, raw))) {
                directory(process, tables, va, raw, seen, visitor);
            }
        }
    }

    private boolean shared(long va, long raw) {
        long at = system.directoryEntry(va);
        return at != PageTables.NONE && va >= image.global("MmSystemRangeStart")
                && image.ptes().frame(system.read(at)) == image.ptes().frame(raw);
    }

    private void directory(ProcessView process, PageTables tables, long va, long raw, BitSet seen, Visitor visitor) {
        PteKind kind = image.ptes().kind(raw);
        boolean large = PageTables.isLarge(raw);
        int frame = image.ptes().frame(raw, kind);
        visitor.entry(new Entry(process, va, pteAddress(pteAddress(va)), raw, kind, frame, true, large));
        if (frame >= 0 && !large && !isDirectory(tables, va, frame) && !seen.get(frame)) {
            seen.set(frame);
            tables.scan(va, va + tables.directorySpan() - 1, (page, at, pte, ignored) -> visitor.entry(
                    entry(process, page, pte)));
        }
    }

    /** Whether a frame is one of the directories that the window on the page tables shows. */
    private static boolean isDirectory(PageTables tables, long va, int frame) {
        for (long part = 0; va >= TABLES && part < ADDRESSES; part += 1L << 30) {
            long at = tables.directoryEntry(part);
            if (at != PageTables.NONE && at / PhysicalReader.FRAME_SIZE == frame) {
                return true;
            }
        }
        return false;
    }

    private Entry entry(ProcessView process, long page, long raw) {
        PteKind kind = image.ptes().kind(raw);
        return new Entry(process, page, pteAddress(page), raw, kind, image.ptes().frame(raw, kind), false, false);
    }

    private long pteAddress(long va) {
        return TABLES + va / PhysicalReader.FRAME_SIZE * image.ptes().bytes();
    }
}
