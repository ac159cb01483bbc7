package org.mmscope.kernel.section;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.Placement;
import org.mmscope.kernel.vad.VadLayout;
import org.mmscope.kernel.vad.Vads;

/** Views of sections in processes: mapped, unmapped, flushed. */
public final class SectionViews {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final AddressSpace spaces;
    private final Vads vads;
    private final Placement placement;
    private final ControlAreas areas;
    private final SegmentPtes ptes;
    private final BasedSections based;
    private final SectionLayout layout;
    private final PrototypePages prototypes;
    private final SegmentWriter writer;
    private final UserPages userPages;
    private final PhysicalPages pages;
    private final CommitAccounting commit;
    private final Events events;

    SectionViews(SystemMemory system, AddressSpace spaces, Placement placement, ControlAreas areas,
            BasedSections based, PrototypePages prototypes, SegmentWriter writer, UserPages userPages, PhysicalPages pages,
            CommitAccounting commit, Events events) {
        this.system = system;
        this.spaces = spaces;
        vads = spaces.vads();
        this.placement = placement;
        this.areas = areas;
        ptes = areas.ptes();
        this.based = based;
        layout = areas.layout();
        this.prototypes = prototypes;
        this.writer = writer;
        this.userPages = userPages;
        this.pages = pages;
        this.commit = commit;
        this.events = events;
    }

    /** Whether the place that is asked for lies where VADs can be; a view as long as that does not go there, as in NT. */
    int checkPlace(ViewRequest view) {
        long highest = placement.highestVadAddress();
        long base = view.base & 0xFFFFFFFFL;
        if (base > highest) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        return highest - base < view.viewSize ? NtStatus.INVALID_PARAMETER_4 : NtStatus.SUCCESS;
    }

    /** Maps a view; access and alignment have been checked. */
    int map(ProcessObject process, int section, ViewRequest view, int code) {
        int area = system.read32(system.read32(section + layout.sectionSegment) + layout.segmentArea);
        return areas.isImage(area) ? mapImage(process, section, area, view)
                : mapData(process, section, area, view, ptes.withCaching(area, code));
    }

    /** An image goes to its base if that is free (MiMapViewOfImageSection); its sections say how it is protected. */
    private int mapImage(ProcessObject process, int section, int area, ViewRequest view) {
        long sectionSize = system.read64(section + SectionLayout.SIZE_OF_SECTION);
        long size = view.viewSize == 0 ? sectionSize - view.sectionOffset : view.viewSize;
        if (view.sectionOffset < 0 || view.sectionOffset >= sectionSize
                || size > sectionSize - view.sectionOffset) {
            return NtStatus.INVALID_VIEW_SIZE;
        }
        long bytes = size + PAGE - 1 & -PAGE;
        int segment = areas.segment(area);
        int preferred = system.read32(segment + layout.basedAddress) + (int) view.sectionOffset;
        int base = view.base != 0 || !placement.isFree(process, preferred, bytes) ? view.base : preferred;
        if (base == 0) {
            base = placement.find(process, bytes, (view.allocationType & MemoryConstants.MEM_TOP_DOWN) != 0);
        }
        if (base == 0 || !placement.isFree(process, base, bytes)) {
            return base == 0 ? NtStatus.NO_MEMORY : NtStatus.CONFLICTING_ADDRESSES;
        }
        int status = insert(process, area, base, bytes, view.sectionOffset, Protection.EXECUTE_WRITECOPY,
                system.read32(segment + layout.imageCommitment));
        if (status == NtStatus.SUCCESS) {
            view.base = base;
            view.viewSize = bytes;
        }
        return status == NtStatus.SUCCESS && base != preferred ? NtStatus.IMAGE_NOT_AT_BASE : status;
    }

    private int mapData(ProcessObject process, int section, int area, ViewRequest view, int code) {
        long sectionSize = system.read64(section + SectionLayout.SIZE_OF_SECTION);
        long size = view.viewSize == 0 ? sectionSize - view.sectionOffset : view.viewSize;
        if (view.sectionOffset < 0 || view.sectionOffset >= sectionSize
                || size > sectionSize - view.sectionOffset) {
            return NtStatus.INVALID_VIEW_SIZE;
        }
        if (!Protection.allows(Protection.ofPage(system.read32(section + SectionLayout.SECTION_PROTECTION)), code)) {
            return NtStatus.SECTION_PROTECTION;
        }
        long bytes = size + PAGE - 1 & -PAGE;
        int base = base(section, view);
        if (base == 0) {
            base = placement.find(process, bytes, (view.allocationType & MemoryConstants.MEM_TOP_DOWN) != 0);
            if (base == 0) {
                return NtStatus.NO_MEMORY;
            }
        } else if (!placement.isFree(process, base, bytes)) {
            return NtStatus.CONFLICTING_ADDRESSES;
        }
        int status = insert(process, area, base, bytes, view.sectionOffset, code,
                Protection.copyOnWrite(code) ? (int) (bytes >>> 12) : 0);
        if (status == NtStatus.SUCCESS) {
            view.base = base;
            view.viewSize = bytes;
        }
        return status;
    }

    /** Where a view is to be: where the caller says, else where a based section is in every process, else 0. */
    private int base(int section, ViewRequest view) {
        int everywhere = based.base(section);
        return view.base != 0 || everywhere == 0 ? view.base : everywhere + (int) view.sectionOffset;
    }

    private int insert(ProcessObject process, int area, int base, long bytes, long offset, int code,
            int charge) {
        if (!commit.charge(charge)) {
            return NtStatus.COMMITMENT_LIMIT;
        }
        long first = offset >>> 12;
        int vad = ptes.materialize(area, first, bytes >>> 12)
                ? vads.createMapped(base, base + (int) bytes - 1, code) : Vads.NONE;
        if (vad == Vads.NONE) {
            commit.release(charge);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        VadLayout fields = vads.layout();
        int last = ptes.prototypePte(area, first + (bytes >>> 12) - 1);
        int contiguous = ptes.lastContiguous(area, first);
        int from = ptes.prototypePte(area, first);
        boolean gap = !areas.isImage(area) && (last < from || last > contiguous);
        system.write32(vad + fields.controlArea, area);
        system.write32(vad + fields.firstPrototypePte, from);
        system.write32(vad + fields.lastContiguousPte, gap ? contiguous : last);
        system.set(vad, fields.fileOffset, (int) (first >>> 4));
        if (areas.isImage(area)) {
            system.set(vad, fields.image, fields.imageValue);
        } else {
            system.set(vad, fields.copyOnWrite, charge != 0 ? 1 : 0);
        }
        vads.commitCharge(vad, charge);
        process.addWithPeak(process.layout().commitCharge, process.layout().commitChargePeak, charge);
        areas.add(area, layout.mappedViews, 1);
        areas.add(area, layout.userReferences, 1);
        spaces.insert(process, vad);
        tell(SectionEvent.Change.VIEW_MAPPED, vad);
        return NtStatus.SUCCESS;
    }

    private void tell(SectionEvent.Change change, int address) {
        if (events.wanted()) {
            events.emit(new SectionEvent(change, address));
        }
    }

    /** A process has inherited a view: its VAD is a copy of another's. */
    public void inherited(int vad) {
        areas.add(vads.controlArea(vad), layout.mappedViews, 1);
        areas.add(vads.controlArea(vad), layout.userReferences, 1);
        tell(SectionEvent.Change.VIEW_MAPPED, vad);
    }

    /** Unmaps the view at an address. */
    int unmap(ProcessObject process, int va) {
        int vad = spaces.tree().find(process, va);
        if (vad == Vads.NONE || vads.isPrivate(vad)) {
            return NtStatus.NOT_MAPPED_VIEW;
        }
        remove(process, vad);
        return NtStatus.SUCCESS;
    }

    /** Removes a view with its VAD. */
    public void remove(ProcessObject process, int vad) {
        int area = vads.controlArea(vad);
        userPages.delete(process, vads.start(vad), vads.end(vad), 0);
        spaces.remove(process, vad);
        int charge = vads.commitCharge(vad);
        commit.release(charge);
        process.add(process.layout().commitCharge, -charge);
        tell(SectionEvent.Change.VIEW_UNMAPPED, vad);
        vads.delete(vad);
        areas.add(area, layout.mappedViews, -1);
        areas.add(area, layout.userReferences, -1);
        areas.checkDeletion(area);
    }

    /** A protection code asked for a view, with the caching of its section. */
    public int withCaching(int vad, int code) {
        return ptes.withCaching(vads.controlArea(vad), code);
    }

    /** Commits pages of a view of a reserved section, with no more access than the view has; gives an NTSTATUS. */
    public int commit(int vad, int start, int end, int code) {
        int area = vads.controlArea(vad);
        if (areas.isFile(area)) {
            return NtStatus.ALREADY_COMMITTED;
        }
        if (!Protection.allows(vads.protection(vad), code)) {
            return NtStatus.SECTION_PROTECTION;
        }
        long first = prototypes.viewPage(vad) + (start >>> 12) - vads.startVpn(vad);
        return ptes.commit(area, first, (end >>> 12) - (start >>> 12) + 1);
    }

    /** Writes a range of a view of a file back. */
    int flush(ProcessObject process, MemoryRange range) {
        int vad = spaces.tree().find(process, range.base);
        if (vad == Vads.NONE || vads.isPrivate(vad)) {
            return NtStatus.NOT_MAPPED_VIEW;
        }
        int start = range.base & -PAGE;
        long end = range.size == 0 ? vads.end(vad) & 0xFFFFFFFFL : (range.base & 0xFFFFFFFFL) + range.size - 1;
        if (Long.compare(end, vads.end(vad) & 0xFFFFFFFFL) > 0) {
            return NtStatus.NOT_MAPPED_VIEW;
        }
        int area = vads.controlArea(vad);
        int status = NtStatus.SUCCESS;
        if (areas.isFile(area) && !areas.isImage(area)) {
            collectDirty(process, start, (int) end);
            long first = prototypes.viewPage(vad) + (start >>> 12) - vads.startVpn(vad);
            status = writer.flush(area, first, ((int) end >>> 12) - (start >>> 12) + 1);
            writer.finish();
        }
        range.base = start;
        range.size = end - (start & 0xFFFFFFFFL) + 1;
        return status;
    }

    /** Moves the Dirty bits of a range to the PFN entries, so that later stores are seen (MiFlushDirtyBitsToPfn). */
    private void collectDirty(ProcessObject process, int start, int end) {
        PageTables tables = userPages.tables();
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0;) {
            long pa = tables.find(process, va);
            if (pa == PageTables.NONE) {
                va = tables.nextTable(va);
                continue;
            }
            long pte = tables.read(pa);
            if (Pte.valid(pte) && Pte.dirty(pte) && pages.pfns().prototype(tables.format().frame(pte))) {
                pages.pfns().modified(tables.format().frame(pte), true);
                tables.write(process, va, pa, pte, Pte.withoutDirty(pte));
            }
            va += PAGE;
        }
    }
}
