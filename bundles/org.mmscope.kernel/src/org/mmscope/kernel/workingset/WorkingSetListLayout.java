package org.mmscope.kernel.workingset;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Offsets in the first page of a working-set list, in bytes. Under PAE the counts of page table entries take twice as
 * much room as the symbols, which are of a kernel without PAE, say.
 */
public final class WorkingSetListLayout {

    private static final int PAE_TABLES = 1536;

    public final int firstFree;
    public final int firstDynamic;
    public final int lastEntry;
    public final int nextSlot;
    public final int wsle;
    public final int lastInitialized;
    public final int nonDirectCount;
    public final int hashTable;
    public final int hashTableSize;
    public final int vadBitMapHint;
    public final int usedPageTableEntries;
    /** Where the entries begin, behind the MMWSL. */
    public final int entries;

    public WorkingSetListLayout(StructureLayouts layouts, PteFormat format) {
        StructureLayout list = layouts.structure("MMWSL");
        firstFree = list.offset("FirstFree");
        firstDynamic = list.offset("FirstDynamic");
        lastEntry = list.offset("LastEntry");
        nextSlot = list.offset("NextSlot");
        wsle = list.offset("Wsle");
        lastInitialized = list.offset("LastInitializedWsle");
        nonDirectCount = list.offset("NonDirectCount");
        hashTable = list.offset("HashTable");
        hashTableSize = list.offset("HashTableSize");
        vadBitMapHint = list.offset("VadBitMapHint");
        usedPageTableEntries = list.offset("UsedPageTableEntries");
        int size = format.size() == 8 ? usedPageTableEntries + PAE_TABLES * 2 + PAE_TABLES / 8 : list.size();
        entries = size + 15 & -16;
    }
}
