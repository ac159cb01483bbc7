package org.mmscope.kernel.workingset;

/**
 * Where a working-set list lies: the MMWSL with its entries, then the hash table up to an end.
 *
 * @param list virtual address of the MMWSL
 * @param hash virtual address of the hash table, which ends the room for entries
 * @param end first address behind the room of the hash table
 * @param order where the order of the pages is kept that some policies want; 0 where none is
 */
public record WorkingSetRoom(int list, int hash, int end, int order) {
}
