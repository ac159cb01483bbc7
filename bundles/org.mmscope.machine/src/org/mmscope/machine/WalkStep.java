package org.mmscope.machine;

/**
 * One entry that a page walk looked at. Immutable.
 *
 * @param level
 *            which table the entry lies in
 * @param index
 *            the entry's index in its table
 * @param address
 *            the entry's physical address, in bytes
 * @param entry
 *            the entry as the walk found it; 0 where it lies outside physical memory
 * @param written
 *            the entry as the walk left it, or would leave it when it is only observed: with Accessed and Dirty
 */
public record WalkStep(Level level, int index, long address, long entry, long written) {

    /** The tables from CR3 on. */
    public enum Level {
        /** PAE: the page directory pointer table, of which the processor holds the four entries since CR3 was loaded. */
        POINTER_TABLE("page directory pointer table"),
        /** The page directory. */
        DIRECTORY("page directory"),
        /** The page table. */
        TABLE("page table");

        private final String title;

        Level(String title) {
            this.title = title;
        }

        /** The manual's name of the table. */
        public String title() {
            return title;
        }
    }

    static WalkStep of(Level level, PagingMode mode, long address, long entry, long written) {
        int entrySize = mode == PagingMode.PAE ? 8 : 4;
        int entries = level == Level.POINTER_TABLE ? 4 : PhysicalReader.FRAME_SIZE / entrySize;
        return new WalkStep(level, (int) (address / entrySize) & entries - 1, address, entry, written);
    }
}
