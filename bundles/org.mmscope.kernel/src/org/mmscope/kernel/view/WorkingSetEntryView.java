package org.mmscope.kernel.view;

/**
 * An entry of a working-set list that is in use, from its MMWSLE.
 *
 * @param index its index in the list
 * @param page virtual address of the page it stands for
 * @param protection the protection code that it keeps for the page; 0 of most pages, which have it elsewhere
 * @param age how many times in a row the page was found not accessed, from 0 to 3
 * @param locked whether the page is locked into the working set or into memory
 * @param hashed whether the page is found through the hash table
 * @param direct whether the frame's entry in the page frame number database has the index
 */
public record WorkingSetEntryView(int index, long page, int protection, int age, boolean locked, boolean hashed,
        boolean direct) {
}
