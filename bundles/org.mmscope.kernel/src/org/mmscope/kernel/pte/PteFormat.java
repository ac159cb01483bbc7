package org.mmscope.kernel.pte;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;

/**
 * How page table entries of one paging mode are laid out; the one place that knows. Entries are longs, of which
 * two-level paging uses 32 bits. The low 12 bits are those of {@link Pte} in both. Any thread.
 */
public abstract class PteFormat {

    /** First address of paged pool: prototype PTE addresses are encoded against it. */
    protected final int prototypeBase;
    /** Nonpaged pool: subsection addresses are encoded against its borders. */
    protected final int poolStart;
    protected final int poolEnd;
    private boolean noExecute;

    protected PteFormat(KernelLayout layout) {
        prototypeBase = layout.pagedPoolStart();
        poolStart = layout.nonPagedPoolStart();
        poolEnd = layout.nonPagedPoolEnd();
    }

    /** The format of a paging mode in a kernel's address map. */
    public static PteFormat of(PagingMode paging, KernelLayout layout) {
        return paging == PagingMode.PAE ? new PaePteFormat(layout) : new X86PteFormat(layout);
    }

    /** The format of PAE where the processor knows the no-execute bit. */
    public static PteFormat noExecute(KernelLayout layout) {
        PteFormat format = new PaePteFormat(layout);
        format.noExecute = true;
        return format;
    }

    /** Size of an entry in bytes. */
    public abstract int size();

    /** Bits of a virtual address below its directory index: 22, under PAE 21. */
    public abstract int directoryShift();

    /** Virtual address of the page directory in the self-map window. */
    public abstract int directoryBase();

    /** Physical address of the directory entry of an address; the directory is reached from CR3's value. */
    public abstract long directoryEntry(PhysicalReader memory, long directoryTableBase, int va);

    /** Physical address of the entry of an address in the page table that a valid directory entry names. */
    public final long entryAddress(long pde, int va) {
        return ((long) frame(pde) << 12) + (va >>> 12 & entries() - 1) * size();
    }

    public abstract long read(PhysicalReader memory, long pa);

    public abstract void write(PhysicalMemory memory, long pa, long pte);

    /** Frame of a valid or transition entry. */
    public abstract int frame(long pte);

    /**
     * Frame of the page at an address, which a valid entry maps: the page table's, or the directory's for a large
     * page.
     */
    public final int frame(long entry, int va) {
        return Pte.large(entry) ? frame(entry) + (va >>> 12 & entries() - 1) : frame(entry);
    }

    /** The bits of a frame number in a valid or transition entry. */
    public abstract long frameBits(int pfn);

    /** A page-file entry; number and offset 0 make it a demand-zero one. */
    public abstract long pageFile(int number, long offset, int protection);

    /** Slot in the page file, 0 when demand zero. */
    public abstract long pageFileOffset(long pte);

    /** An entry of a process that points at a prototype PTE. */
    public abstract long prototype(int prototypePte, int protection);

    /** Virtual address of the prototype PTE that a prototype entry names. */
    public abstract int prototypeAddress(long pte);

    /** An entry of a process whose prototype PTE is to be looked up in the VAD. */
    public abstract long vadLookup(int protection);

    /** Whether a prototype entry says that the VAD is to be asked. */
    public abstract boolean isVadLookup(long pte);

    /** A prototype PTE that points at its subsection. */
    public abstract long subsection(int subsection, int protection);

    /** Virtual address of the subsection that a prototype PTE names. */
    public abstract int subsectionAddress(long pte);

    /** Number of the page file of a page-file entry. */
    public final int pageFileNumber(long pte) {
        return (int) (pte >>> 1) & 0xF;
    }

    /** A valid entry with the bits of a protection code; Accessed set, not dirty. */
    public final long valid(int pfn, int protection, long more) {
        return frameBits(pfn) | Protection.pteBits(protection) | Pte.VALID | Pte.ACCESSED | more;
    }

    /** A valid entry of a process's page, which forbids instruction fetches if its protection code does. */
    public final long user(int pfn, int protection) {
        return valid(pfn, protection,
                noExecute && !Protection.executable(protection) ? Pte.OWNER | Pte.NO_EXECUTE : Pte.OWNER);
    }

    /** A directory entry that maps a large page of the kernel, as the loader makes it: 0x1E3. */
    public final long large(int pfn) {
        return frameBits(pfn) | Pte.VALID | Pte.WRITABLE | Pte.ACCESSED | Pte.DIRTY | Pte.LARGE_PAGE | Pte.GLOBAL;
    }

    /** A directory entry that maps a large page of a process, as after its first store where stores are allowed. */
    public final long largeUser(int pfn, int protection) {
        return user(pfn, protection) | Pte.LARGE_PAGE
                | (Protection.writable(protection) ? Pte.DIRTY | Pte.WRITABLE : 0);
    }

    /** A valid entry of a kernel stack, the one part of system space where a 32-bit kernel forbids execution. */
    public final long stack(int pfn) {
        return valid(pfn, Protection.READWRITE,
                Pte.GLOBAL | Pte.DIRTY | Pte.WRITABLE | (noExecute ? Pte.NO_EXECUTE : 0));
    }

    /** A transition entry. */
    public final long transition(int pfn, int protection) {
        return frameBits(pfn) | Pte.TRANSITION | Pte.protectionBits(protection);
    }

    /** A demand-zero entry. */
    public final long demandZero(int protection) {
        return Pte.protectionBits(protection);
    }

    /** Whether a software entry names no page-file slot. */
    public final boolean isDemandZero(long pte) {
        return Pte.software(pte) && pageFileOffset(pte) == 0;
    }

    /** Virtual address of the entry that maps an address, in the self-map window. */
    public final int pteAddress(int va) {
        return KernelLayout.PTE_BASE + (va >>> 12) * size();
    }

    /** Virtual address of the page that an entry of the self-map window maps. */
    public final int mappedAddress(int pteAddress) {
        return (pteAddress - KernelLayout.PTE_BASE) / size() << 12;
    }

    /** Virtual address of the directory entry of an address. */
    public final int pdeAddress(int va) {
        return directoryBase() + (va >>> directoryShift()) * size();
    }

    /** Entries in a page table. */
    public final int entries() {
        return 4096 / size();
    }
}
