package org.mmscope.kernel.fork;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.section.SectionViews;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.Vads;

/**
 * Gives a new process a copy of another's address space (MiCloneProcessAddressSpace): the same VADs, and private pages
 * that both have copy-on-write from now on.
 */
public final class AddressSpaceCloner {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final AddressSpace spaces;
    private final Vads vads;
    private final SectionViews views;
    private final CommitAccounting commit;
    private final PageTables tables;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageSupply supply;
    private final PageFiles pageFiles;
    private final UserPages userPages;
    private final CloneBlocks blocks;
    private final Events events;
    private int nextBlock;

    public AddressSpaceCloner(SystemMemory system, AddressSpace spaces, SectionViews views, CommitAccounting commit,
            UserPages userPages, PhysicalPages pages, PageSupply supply, PageFiles pageFiles, CloneBlocks blocks,
            Events events) {
        this.system = system;
        this.spaces = spaces;
        vads = spaces.vads();
        this.views = views;
        this.commit = commit;
        this.userPages = userPages;
        tables = userPages.tables();
        format = tables.format();
        this.pages = pages;
        pfns = pages.pfns();
        this.supply = supply;
        this.pageFiles = pageFiles;
        this.blocks = blocks;
        this.events = events;
    }

    /** Copies an address space into an empty one. On an error the child has a part of it, to be deleted. */
    public int copy(ProcessObject parent, ProcessObject child) {
        int status = copyVads(parent, child);
        int count = status == NtStatus.SUCCESS ? privatePages(parent) : 0;
        int first = 0;
        if (count > 0) {
            first = blocks.create(parent, child, count);
            status = first == 0 ? NtStatus.INSUFFICIENT_RESOURCES : status;
        }
        nextBlock = first;
        for (int vad = firstInherited(parent); vad != Vads.NONE && status == NtStatus.SUCCESS;
                vad = nextInherited(parent, vad)) {
            for (int va = vads.start(vad); status == NtStatus.SUCCESS && inside(vad, va); va = next(parent, va)) {
                status = copyPage(parent, child, va);
            }
        }
        blocks.removeUnused(parent);
        blocks.removeUnused(child);
        return status;
    }

    private int firstInherited(ProcessObject parent) {
        return inherited(parent, spaces.tree().first(parent));
    }

    private int nextInherited(ProcessObject parent, int vad) {
        return inherited(parent, spaces.tree().findAbove(parent, vads.startVpn(vad)));
    }

    /** A child has no windows on physical pages and no large pages: from a VAD on, the first that it inherits. */
    private int inherited(ProcessObject parent, int vad) {
        int found = vad;
        while (found != Vads.NONE && vads.isResident(found)) {
            found = spaces.tree().findAbove(parent, vads.startVpn(found));
        }
        return found;
    }

    private int copyPage(ProcessObject parent, ProcessObject child, int va) {
        long pa = tables.find(parent, va);
        if (pa == PageTables.NONE || tables.read(pa) == 0) {
            return NtStatus.SUCCESS;
        }
        long childPa = tables.make(child, va);
        if (childPa == PageTables.NONE) {
            return NtStatus.NO_MEMORY;
        }
        // Read only now: making memory available for the page table may have moved the page.
        if (!isPrivatePage(tables.read(pa))) {
            return inherit(parent, child, va, pa, childPa);
        }
        int block = nextBlock;
        nextBlock += blocks.blockSize();
        return share(parent, child, va, pa, childPa, block);
    }

    private int copyVads(ProcessObject parent, ProcessObject child) {
        for (int vad = firstInherited(parent); vad != Vads.NONE; vad = nextInherited(parent, vad)) {
            int charge = vads.commitCharge(vad);
            if (!commit.charge(charge)) {
                return NtStatus.COMMITMENT_LIMIT;
            }
            int copy = vads.copy(vad);
            if (copy == Vads.NONE) {
                commit.release(charge);
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
            child.addWithPeak(child.layout().commitCharge, child.layout().commitChargePeak, charge);
            if (!vads.isPrivate(copy)) {
                views.inherited(copy);
            }
            spaces.insert(child, copy);
        }
        return NtStatus.SUCCESS;
    }

    private boolean inside(int vad, int va) {
        return va != 0 && Integer.compareUnsigned(va, vads.end(vad)) <= 0;
    }

    private int next(ProcessObject process, int va) {
        return tables.find(process, va) == PageTables.NONE ? tables.nextTable(va) : va + PAGE;
    }

    /** Pages of a process that are its own and have contents. */
    private int privatePages(ProcessObject process) {
        int count = 0;
        for (int vad = firstInherited(process); vad != Vads.NONE; vad = nextInherited(process, vad)) {
            for (int va = vads.start(vad); inside(vad, va); va = next(process, va)) {
                long pa = tables.find(process, va);
                count += pa != PageTables.NONE && isPrivatePage(tables.read(pa)) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean isPrivatePage(long pte) {
        return Pte.valid(pte) ? !pfns.prototype(format.frame(pte))
                : Pte.transition(pte) || Pte.software(pte) && !format.isDemandZero(pte);
    }

    /** What is shared already, or has no contents yet, is so in the child. */
    private int inherit(ProcessObject parent, ProcessObject child, int va, long pa, long childPa) {
        long pte = tables.read(pa);
        long copy = Pte.valid(pte) ? userPages.sharedPte(parent, va, format.frame(pte)) : pte;
        if (Pte.prototype(copy) && !format.isVadLookup(copy)) {
            int prototypePte = format.prototypeAddress(copy);
            if (blocks.isClone(parent, prototypePte) && !blocks.inherit(parent, child, prototypePte)) {
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
        }
        tables.write(child, va, childPa, 0, copy);
        return NtStatus.SUCCESS;
    }

    /** Makes a page of the parent's own one of a clone block that both PTEs refer to. */
    private int share(ProcessObject parent, ProcessObject child, int va, long pa, long childPa, int block) {
        // The page of the block comes in first: making memory available for it may move the page to be shared.
        system.frame(block);
        long pte = tables.read(pa);
        int own = Pte.protection(Pte.valid(pte) ? pfns.originalPte(format.frame(pte)) : pte);
        if (!Protection.accessible(own) || Protection.guard(own)) {
            return duplicate(child, va, pa, childPa, own);
        }
        int code = Protection.withCopyOnWrite(own);
        long after = format.prototype(block, code);
        long shared = Pte.withProtection(pte, code);
        if (Pte.valid(pte)) {
            int pfn = format.frame(pte);
            pfns.modified(pfn, pfns.modified(pfn) || Pte.dirty(pte));
            after = format.user(pfn, code);
            shared = format.valid(pfn, code, Pte.GLOBAL);
        }
        system.writePte(block, shared);
        events.pte(block, 0, shared);
        if (!Pte.software(pte)) {
            move(format.frame(pte), block, code);
        }
        tables.write(parent, va, pa, pte, after);
        tables.write(child, va, childPa, 0, format.prototype(block, code));
        blocks.reference(parent, block);
        blocks.reference(child, block);
        parent.add(parent.layout().numberOfPrivatePages, -1);
        return NtStatus.SUCCESS;
    }

    /** A page in memory belongs to a clone block from now on. */
    private void move(int pfn, int block, int code) {
        int former = pfns.pteFrame(pfn);
        pages.addShare(system.frame(block));
        pfns.pteAddress(pfn, block);
        pfns.pteFrame(pfn, system.frame(block));
        pfns.prototype(pfn, true);
        pfns.originalPte(pfn, Pte.withProtection(pfns.originalPte(pfn), code));
        pages.dropShare(former);
    }

    private boolean isUnreadable(long pte) {
        return Pte.transition(pte) ? pfns.inPageError(format.frame(pte)) : pageFiles.fails(pte, 1);
    }

    /** A page that nobody may touch is copied at once, so that what is shared can always be read. */
    private int duplicate(ProcessObject child, int va, long pa, long childPa, int code) {
        if (isUnreadable(tables.read(pa))) {
            return NtStatus.IN_PAGE_ERROR;
        }
        int pfn = supply.any(child.nextColor());
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        long pte = tables.read(pa);
        if (Pte.transition(pte)) {
            system.physical().copyFrame(pfn, format.frame(pte));
        } else {
            pageFiles.read(pte, pfn);
        }
        pages.begin(pfn, format.pteAddress(va), (int) (childPa >>> 12), format.demandZero(code), true, false);
        tables.write(child, va, childPa, 0, format.transition(pfn, code));
        pages.dropShare(pfn);
        child.add(child.layout().numberOfPrivatePages, 1);
        return NtStatus.SUCCESS;
    }
}
