package org.mmscope.session.internal.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.mmscope.kernel.view.AweDecoder;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.machine.PagingMode;

/** Whose the frames in use are, from their PFN entries alone: a control area's, a process's, the system's. */
final class FrameOwners {

    private static final long FRAME_MASK = 0xF_FFFF_F000L;
    /** From a page over its page table and its directory. */
    private static final int LEVELS = 3;
    private static final long SYSTEM_START_MASK = 0xF000_0000L;

    private final PfnTable pfns;
    private final int entryBytes;
    private final long systemStart;
    private final TreeMap<Long, Prototypes> prototypes = new TreeMap<>();
    private final Map<Integer, ProcessView> directories = new HashMap<>();
    /** Pages that are processes' own, which no entry need name. */
    private final Map<Integer, ProcessView> own = new HashMap<>();

    /**
     * Whose a frame is.
     *
     * @param area the control area, or null
     * @param process the process, or null when it is the system's or a control area's
     * @param pageTable whether it is a page table or directory
     */
    record Owner(ControlAreaView area, ProcessView process, boolean pageTable) {
    }

    private record Prototypes(long end, ControlAreaView area) {
    }

    FrameOwners(MachineView view) {
        pfns = view.pfns();
        entryBytes = view.machine().paging() == PagingMode.PAE ? 8 : 4;
        systemStart = systemStart(view);
        for (ControlAreaView area : view.controlAreas()) {
            for (SubsectionView subsection : area.subsections()) {
                prototypes.put(subsection.basePte(),
                        new Prototypes(subsection.basePte() + subsection.ptes() * entryBytes, area));
            }
        }
        for (ProcessView process : view.processes()) {
            directories(view, process).forEach(frame -> directories.put(frame, process));
        }
        if (view.memory().size() > 0) {
            AweDecoder decoder = new AweDecoder(KernelImage.of(view));
            view.processes().forEach(process -> decoder.frames(process).stream().forEach(pfn -> own.put(pfn, process)));
        }
    }

    /** Without memory it is told by where the kernel's image lies. */
    private static long systemStart(MachineView view) {
        return view.memory().size() == 0 ? view.machine().kernelBase() & SYSTEM_START_MASK
                : KernelImage.of(view).global("MmSystemRangeStart");
    }

    /** Under PAE a process has four directories, which only the memory tells. */
    private static List<Integer> directories(MachineView view, ProcessView process) {
        long base = process.directoryTableBase();
        if (view.machine().paging() != PagingMode.PAE) {
            return List.of((int) (base / AddressSpace.PAGE));
        }
        if (view.memory().size() == 0) {
            return List.of();
        }
        KernelImage image = KernelImage.of(view);
        return List.of(0, 1, 2, 3).stream().map(index -> image.tables(base).read(base + index * 8L))
                .filter(pointer -> (pointer & 1) != 0).map(pointer -> (int) ((pointer & FRAME_MASK) >>> 12)).toList();
    }

    /** Whose a frame is that is not free. */
    Owner of(int pfn) {
        long pte = pfns.pteAddress(pfn);
        if (pfns.awe(pfn)) {
            return new Owner(null, own.get(pfn), false);
        }
        if (pfns.prototypePte(pfn)) {
            Map.Entry<Long, Prototypes> below = prototypes.floorEntry(pte);
            return new Owner(below != null && pte < below.getValue().end() ? below.getValue().area() : null, null,
                    false);
        }
        long window = AddressSpace.TABLES + (1L << 20) * entryBytes;
        boolean large = isLarge(pfn, pte);
        long entry = large ? mapped(pte) : pte;
        long va = entry >= AddressSpace.TABLES && entry < window ? mapped(entry) : systemStart;
        boolean table = va >= AddressSpace.TABLES && va < window;
        return new Owner(null, va < systemStart || table ? process(pfn) : null, table);
    }

    /** Only the frames of a large page, which begins at a multiple of their number, name one entry together. */
    private boolean isLarge(int pfn, long pte) {
        int other = pfn ^ 1;
        return other < pfns.frames() && pfns.location(other) == PageLocation.ACTIVE && pte != 0
                && pfns.pteAddress(other) == pte && pfns.pteFrame(other) == pfns.pteFrame(pfn);
    }

    /** The address that an entry of the window on the page tables maps. */
    private long mapped(long pte) {
        return (pte - AddressSpace.TABLES) / entryBytes * AddressSpace.PAGE;
    }

    private ProcessView process(int pfn) {
        int at = pfn;
        for (int level = 0; level < LEVELS && at >= 0 && at < pfns.frames(); level++) {
            ProcessView process = directories.get(at);
            if (process != null) {
                return process;
            }
            at = pfns.pteFrame(at);
        }
        return null;
    }
}
