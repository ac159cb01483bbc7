package org.mmscope.kernel.io;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.PageFileSize;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.Strings;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageFileContents;

/**
 * The page files: an MMPAGING_FILE each, with a bitmap of the slots it may have, and the slots' contents on the volume. Slot 0
 * is never used, because a PTE with offset 0 means demand zero.
 */
public final class PageFiles {

    /** There is no page file with room. */
    public static final int NONE = -1;

    private static final int PAGE = 4096;
    /** Pages that a page file grows by at least, as far as its maximum allows: 1 MB. */
    private static final int EXTENSION = 256;
    private static final byte[] EMPTY = new byte[PAGE];

    private final SystemMemory system;
    private final KernelLayout layout;
    private final PteFormat format;
    private final Pool pool;
    private final Volume volume;
    private final CommitAccounting commit;
    private final PfnDatabase pfns;
    private final StructureLayout file;
    private final int searchStart;
    private final int bitmapField;
    private final int sizeField;
    private final int maximumField;
    private final int usageField;
    private final int freeField;
    private final int peakField;
    private final byte[] buffer = new byte[PAGE];

    public PageFiles(SystemMemory system, KernelLayout layout, StructureLayouts layouts, PteFormat format,
            Pool nonPaged, Volume volume, CommitAccounting commit, PfnDatabase pfns) {
        this.system = system;
        this.layout = layout;
        this.format = format;
        pool = nonPaged;
        this.volume = volume;
        this.commit = commit;
        this.pfns = pfns;
        file = layouts.structure("MMPAGING_FILE");
        searchStart = file.size();
        bitmapField = file.offset("Bitmap");
        sizeField = file.offset("Size");
        maximumField = file.offset("MaximumSize");
        usageField = file.offset("CurrentUsage");
        freeField = file.offset("FreeSpace");
        peakField = file.offset("PeakUsage");
    }

    /** Makes the page files; for the boot. */
    public void boot(List<PageFileSize> sizes) {
        for (int number = 0; number < sizes.size(); number++) {
            create(number, (int) (sizes.get(number).initial() / PAGE), (int) (sizes.get(number).maximum() / PAGE));
        }
        system.write32(layout.address(KernelSymbol.MM_NUMBER_OF_PAGING_FILES), sizes.size());
        commit.extender(this::extend);
    }

    private void create(int number, int slots, int maximum) {
        int address = pool.allocate(file.size() + 4, "Mm  ");
        int bitmap = pool.allocate(8 + KernelLayout.bitmapBytes(maximum), "Mm  ");
        if (address == 0 || bitmap == 0) {
            throw new IllegalArgumentException("not enough memory to describe a page file of " + maximum + " pages");
        }
        system.write32(layout.address(KernelSymbol.MM_PAGING_FILE) + number * 4, address);
        String path = number == 0 ? "C:\\pagefile.sys" : (char) ('C' + number) + ":\\pagefile.sys";
        volume.addFile(path, (long) slots * PAGE, FileSource.ZERO);
        volume.disks().addPageFile((long) maximum * PAGE);
        Strings.create(system, pool, address + file.offset("PageFileName"), "\\??\\" + path, "Mm  ");
        system.write32(bitmap, maximum);
        system.write32(bitmap + 4, bitmap + 8);
        system.write32(bitmap + 8, 1);
        bits(bitmap + 8, slots, maximum, true);
        system.write32(address + bitmapField, bitmap);
        system.write32(address + sizeField, slots);
        system.write32(address + maximumField, maximum);
        system.write32(address + file.offset("MinimumSize"), slots);
        system.write32(address + freeField, slots - 1);
        system.set(address, file.field("PageFileNumber"), number);
        commit.addLimit(slots - 1);
    }

    /** Sets or clears the bits of slots in a bitmap: those of slots that the file has not got are set. */
    private void bits(int bits, int from, int to, boolean set) {
        for (int slot = from; slot < to; slot++) {
            if ((slot & 31) == 0 && to - slot >= 32) {
                system.write32(bits + slot / 8, set ? -1 : 0);
                slot += 31;
            } else {
                int word = system.read32(bits + slot / 32 * 4);
                system.write32(bits + slot / 32 * 4, set ? word | 1 << slot : word & ~(1 << slot));
            }
        }
    }

    /**
     * Extends the page files by so many pages, or by none when their maximum sizes do not allow that; the commit limit
     * rises with them.
     */
    private boolean extend(int pages) {
        long room = 0;
        for (int number = 0; number < count(); number++) {
            room += room(number);
        }
        int missing = room < pages ? 0 : pages;
        for (int number = 0; number < count() && missing > 0; number++) {
            missing -= extend(number, missing);
        }
        return room >= pages;
    }

    /** Extends the page files ahead when more than nine tenths of the commit limit are charged; gives the pages. */
    public int extendAhead() {
        int before = commit.limit();
        for (int number = 0; number < count() && commit.isNearLimit(); number++) {
            extend(number, EXTENSION);
        }
        return commit.limit() - before;
    }

    /** Slots that a page file may still get. */
    private int room(int number) {
        return system.read32(address(number) + maximumField) - system.read32(address(number) + sizeField);
    }

    private int extend(int number, int pages) {
        int gained = Math.min(room(number), Math.max(pages, EXTENSION));
        if (gained == 0) {
            return 0;
        }
        int address = address(number);
        int slots = system.read32(address + sizeField);
        bits(system.read32(address + bitmapField) + 8, slots, slots + gained, false);
        contents(number).setSize((long) (slots + gained) * PAGE);
        system.write32(address + sizeField, slots + gained);
        system.add32(address + freeField, gained);
        commit.addLimit(gained);
        return gained;
    }

    private int count() {
        return system.read32(layout.address(KernelSymbol.MM_NUMBER_OF_PAGING_FILES));
    }

    private int address(int number) {
        return system.read32(layout.address(KernelSymbol.MM_PAGING_FILE) + number * 4);
    }

    /** Address of the MMPAGING_FILE that a page-file PTE names. */
    public int address(long pte) {
        return address(format.pageFileNumber(pte));
    }

    /** Where in its page file the page of a page-file PTE is, in bytes. */
    public long byteOffset(long pte) {
        return format.pageFileOffset(pte) * PAGE;
    }

    private VolumeFile contents(int number) {
        String name = Strings.read(system, address(number) + file.offset("PageFileName"));
        return volume.file(name.substring(4));
    }

    /** Reads the page of a page-file PTE into a frame and waits for it. */
    public void read(long pte, int pfn) {
        volume.disks().read(disk(format.pageFileNumber(pte)), byteOffset(pte), PAGE);
        copy(pte, pfn);
    }

    /** Whether a PTE names the slot that lies so many slots behind that of a page-file PTE. */
    public boolean isNeighbour(long pte, long other, int distance) {
        return Pte.software(other) && format.pageFileNumber(other) == format.pageFileNumber(pte)
                && format.pageFileOffset(other) == format.pageFileOffset(pte) + distance
                && !format.isDemandZero(other);
    }

    /** A page-file PTE of the slot that lies so many slots behind. */
    public long neighbour(long pte, int distance) {
        return format.pageFile(format.pageFileNumber(pte), format.pageFileOffset(pte) + distance,
                Pte.protection(pte));
    }

    /**
     * Begins to read pages that follow each other in a page file.
     *
     * @param pte page-file PTE of the first
     * @return when that is done, in 100 ns units
     */
    public long beginRead(long pte, int count) {
        return volume.disks().beginRead(disk(format.pageFileNumber(pte)), byteOffset(pte), (long) count * PAGE);
    }

    /** Whether pages that follow each other in a page file, from that of a page-file PTE on, cannot be read. */
    public boolean fails(long pte, int count) {
        return volume.disks().fails(disk(format.pageFileNumber(pte)), byteOffset(pte), (long) count * PAGE);
    }

    /** Makes bytes of the page file of a path unreadable, or readable again; false when the path is of none. */
    boolean badSectors(String path, long offset, long length, boolean bad) {
        for (int number = 0; number < count(); number++) {
            if (contents(number).path().equalsIgnoreCase(path)) {
                volume.disks().badSectors(disk(number), offset, length, bad);
                return true;
            }
        }
        return false;
    }

    /** When a transfer that ends at a time has only so many pages left, in 100 ns units. */
    public long arrival(long done, int pagesLeft) {
        return Disks.arrival(done, (long) pagesLeft * PAGE);
    }

    /** Copies the contents of the slot of a page-file PTE into a frame. */
    public void copy(long pte, int pfn) {
        contents(format.pageFileNumber(pte)).readCluster(format.pageFileOffset(pte), buffer);
        system.physical().write((long) pfn << 12, buffer, 0, PAGE);
    }

    /** Whether a slot of a page file is taken. */
    public boolean isUsed() {
        for (int number = 0; number < count(); number++) {
            if (system.read32(address(number) + usageField) != 0) {
                return true;
            }
        }
        return false;
    }

    /** What the page files hold whenever they are read. */
    public PageFileContents live() {
        return (number, slot) -> {
            if (number >= count() || slot >= contents(number).size() / PAGE) {
                return null;
            }
            byte[] page = contents(number).written(slot);
            return page != null ? page : EMPTY;
        };
    }

    /** What the page files hold at this moment. */
    public PageFileContents capture() {
        List<VolumeCapture.FileState> states = new ArrayList<>();
        for (int number = 0; number < count(); number++) {
            states.add(contents(number).capture());
        }
        return (file, slot) -> file < states.size() && slot < states.get(file).size() / PAGE
                ? states.get(file).written().getOrDefault(slot, EMPTY) : null;
    }

    private static int disk(int number) {
        return Disks.VOLUME + 1 + number;
    }

    /** Whether a page file, or {@link #NONE}, has a free slot. */
    public boolean hasRoom(int number) {
        return number != NONE && system.read32(address(number) + freeField) != 0;
    }

    /** The page file with a free slot that can begin a transfer first, or {@link #NONE} when every one is full. */
    public int soonest() {
        int found = NONE;
        for (int number = 0; number < count(); number++) {
            if (hasRoom(number) && (found == NONE || volume.disks().idleAt(disk(number)) < volume.disks().idleAt(disk(found)))) {
                found = number;
            }
        }
        return found;
    }

    /**
     * Writes a frame to a free slot of a page file, without waiting, and notes the slot in the page's OriginalPte. A
     * slot to which the page could not be written is given back, and others are tried before it.
     *
     * @return false when the page file is full
     */
    public boolean write(int number, int pfn) {
        int slot = take(address(number));
        if (slot == 0) {
            return false;
        }
        system.physical().read((long) pfn << 12, buffer, 0, PAGE);
        volume.disks().write(disk(number), (long) slot * PAGE);
        contents(number).writeCluster(slot, buffer);
        long former = pfns.originalPte(pfn);
        pfns.originalPte(pfn, format.pageFile(number, slot, Pte.protection(former)));
        if (Pte.software(former) && !format.isDemandZero(former)) {
            free(former);
        }
        return true;
    }

    /** When every page written so far to a page file is there, in 100 ns units. */
    public long writesDone(int number) {
        return volume.disks().idleAt(disk(number));
    }

    /** Waits until every page written is on the disks. */
    public void finishWrites() {
        volume.disks().finish();
    }

    private int take(int address) {
        if (system.read32(address + freeField) == 0) {
            return 0;
        }
        int bits = system.read32(address + bitmapField) + 8;
        int slot = freeSlot(address, bits);
        system.write32(bits + slot / 32 * 4, system.read32(bits + slot / 32 * 4) | 1 << slot);
        system.write32(address + searchStart, slot + 1);
        system.add32(address + freeField, -1);
        int usage = system.add32(address + usageField, 1);
        if (usage > system.read32(address + peakField)) {
            system.write32(address + peakField, usage);
        }
        return slot;
    }

    /**
     * The next free slot; the word behind the MMPAGING_FILE keeps where all below is taken, or was bad when last
     * tried.
     */
    private int freeSlot(int address, int bits) {
        int size = system.read32(address + sizeField);
        int slot = system.read32(address + searchStart);
        while (slot >= size || (system.read32(bits + slot / 32 * 4) & 1 << slot) != 0) {
            boolean wholeWord = (slot & 31) == 0 && slot < size && system.read32(bits + slot / 32 * 4) == -1;
            slot = slot >= size ? 1 : wholeWord ? slot + 32 : slot + 1;
        }
        return slot;
    }

    /** Gives the slot of a page-file PTE back. */
    public void release(long pte) {
        int address = address(format.pageFileNumber(pte));
        int slot = (int) format.pageFileOffset(pte);
        free(pte);
        if (slot < system.read32(address + searchStart)) {
            system.write32(address + searchStart, slot);
        }
    }

    private void free(long pte) {
        int address = address(format.pageFileNumber(pte));
        int slot = (int) format.pageFileOffset(pte);
        int word = system.read32(address + bitmapField) + 8 + slot / 32 * 4;
        system.write32(word, system.read32(word) & ~(1 << slot));
        system.add32(address + freeField, 1);
        system.add32(address + usageField, -1);
    }

    /** A page is stored to: the slot that held its former contents, if any, is given back. */
    public void dirtied(int pfn) {
        pfns.modified(pfn, true);
        long original = pfns.originalPte(pfn);
        if (Pte.software(original) && !format.isDemandZero(original)) {
            release(original);
            pfns.originalPte(pfn, format.demandZero(Pte.protection(original)));
        }
    }
}
