package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;

/** The addresses of one process on a machine whose memory is there: page tables, VADs, prototype PTEs. */
final class AddressSpace {

    static final long PAGE = 4096;
    static final long LAST = 0xFFFF_FFFFL;
    /** The window through which the kernel sees the page tables of the process that runs. */
    static final long TABLES = 0xC000_0000L;

    private static final long LARGE_PAGE = 1 << 7;

    private final MachineView view;
    private final ProcessView process;
    private final KernelImage image;
    private final PageTables tables;

    AddressSpace(MachineView view, ProcessView process) {
        this.view = view;
        this.process = process;
        image = KernelImage.of(view);
        tables = image.tables(process.directoryTableBase());
    }

    MachineView view() {
        return view;
    }

    ProcessView process() {
        return process;
    }

    KernelImage image() {
        return image;
    }

    PageTables tables() {
        return tables;
    }

    PteDecoder format() {
        return image.ptes();
    }

    /** First address of the system half. */
    long systemStart() {
        return image.global("MmSystemRangeStart");
    }

    /** Highest address that a VAD may hold; above it lies the shared user data page. */
    long highestVadAddress() {
        return (image.global("MmHighestUserAddress") & -0x10000L) - 1;
    }

    /** The directory entry for an address, null if PAE has no directory there. */
    Entry directory(long va) {
        long at = tables.directoryEntry(va);
        if (at == PageTables.NONE) {
            return null;
        }
        Entry entry = entry(window(window(va)), at);
        boolean large = entry.kind() == PteKind.VALID && (entry.raw() & LARGE_PAGE) != 0;
        return new Entry(entry.address(), at, entry.raw(), entry.kind(), entry.pfn(), large);
    }

    /** The page table entry for an address, null if no page table holds one. */
    Entry table(long va) {
        long at = tables.tableEntry(va);
        return at == PageTables.NONE ? null : entry(window(va), at);
    }

    /** Where the kernel sees the page table entry for an address. */
    long window(long va) {
        return TABLES + va / PAGE * format().bytes();
    }

    private Entry entry(long address, long physical) {
        long raw = tables.read(physical);
        PteKind kind = format().kind(raw);
        return new Entry(address, physical, raw, kind, format().frame(raw, kind), false);
    }

    /** The VAD that holds an address, or null. */
    VadView vad(long va) {
        return process.vads().stream().filter(vad -> vad.start() <= va && va <= vad.end()).findFirst().orElse(null);
    }

    /** The protection code of a VAD. */
    int protection(VadView vad) {
        return (int) image.field("MMVAD", "u.VadFlags.Protection", vad.address());
    }

    /** Whether pages of a private VAD without a PTE are committed. */
    boolean isCommitted(VadView vad) {
        return image.field("MMVAD", "u.VadFlags.MemCommit", vad.address()) != 0;
    }

    /** Virtual address of the prototype PTE for an address in a view; 0 if the segment has none there. */
    long prototype(VadView vad, long va) {
        long page = (va - vad.start()) / PAGE;
        long address = vad.firstPrototypePte() + page * format().bytes();
        return address <= vad.lastContiguousPte() ? address : extended(vad, page);
    }

    /** A view over several subsections: the array of each is somewhere else. */
    private long extended(VadView vad, long pageInView) {
        long page = (image.field("MMVAD", "u2.VadFlags2.FileOffset", vad.address()) << 4) + pageInView;
        for (SubsectionView subsection : Names.subsections(view, vad.controlArea())) {
            if (page < subsection.ptes()) {
                return subsection.basePte() == 0 ? 0 : subsection.basePte() + page * format().bytes();
            }
            page -= subsection.ptes();
        }
        return 0;
    }
}
