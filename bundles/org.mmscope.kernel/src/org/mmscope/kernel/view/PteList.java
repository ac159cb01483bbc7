package org.mmscope.kernel.view;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

import org.mmscope.machine.PhysicalReader;

/** The entries of a process that are not empty, by address; decoded when read. Immutable once built. */
final class PteList extends AbstractList<PteView> implements RandomAccess {

    private static final long TABLES = 0xC000_0000L;

    private final PageTables tables;
    private final long prototypeBase;
    private long[] pages = new long[64];
    private long[] entries = new long[64];
    private int size;

    /** @param prototypeBase what the addresses of prototype PTEs are relative to */
    PteList(PageTables tables, long prototypeBase) {
        this.tables = tables;
        this.prototypeBase = prototypeBase;
    }

    /** Adds the entry for the page at an address; a large page counts as one entry. */
    void add(long page, long entry) {
        if (size == pages.length) {
            pages = Arrays.copyOf(pages, size * 2);
            entries = Arrays.copyOf(entries, size * 2);
        }
        pages[size] = page;
        entries[size++] = entry;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public PteView get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        long page = pages[index];
        long raw = tables.read(entries[index]);
        PteDecoder format = tables.format();
        PteKind kind = format.kind(raw);
        long address = window(isDirectoryEntry(raw, page, entries[index]) ? window(page) : page);
        return new PteView(address, entries[index], page, raw, kind, format.frame(raw, kind), prototype(raw, kind));
    }

    private long window(long va) {
        return TABLES + va / PhysicalReader.FRAME_SIZE * tables.format().bytes();
    }

    private boolean isDirectoryEntry(long raw, long page, long entry) {
        return PageTables.isLarge(raw) && tables.directoryEntry(page) == entry;
    }

    private long prototype(long raw, PteKind kind) {
        return kind != PteKind.PROTOTYPE || tables.format().lookedUpInVad(raw) ? 0
                : tables.format().prototypeAddress(raw, prototypeBase);
    }
}
