package org.mmscope.kernel;

import java.util.List;

/**
 * The figures by which the memory manager decides when to trim, write and zero: policy, not mechanism. A profile sets its
 * own; {@link #SERVER_2003} are those published for Windows Server 2003, which every built-in profile has, because none
 * are published for the others. Source: Russinovich and Solomon, Microsoft Windows Internals, 4th edition, chapter 7.
 *
 * @param fewAvailable trimming is considered when so many pages are available or fewer
 * @param fewAvailableInLarge the same from {@code largeBytes} of memory on
 * @param largeBytes memory, in bytes, from which a machine counts as large
 * @param trimGoalPercent trimming ends when so many percent of the threshold are available
 * @param writerAvailable the modified page writer runs below so many available pages, if the modified list is long
 * @param manyModified how long: more pages than this, by size of memory
 * @param manyModifiedBytes the sizes of memory, in bytes, up to which each figure but the last holds
 * @param writerAvailableLeast the modified page writer also runs below so many available pages
 * @param someModified if the modified list has so many pages
 * @param mappedSeconds modified pages of mapped files are written after so many seconds at the latest
 * @param zeroPages the zero page thread runs when so many pages are free
 */
public record MemoryTuning(int fewAvailable, int fewAvailableInLarge, long largeBytes, int trimGoalPercent,
        int writerAvailable, List<Integer> manyModified, List<Long> manyModifiedBytes, int writerAvailableLeast,
        int someModified, int mappedSeconds, int zeroPages) {

    /** The figures of Windows Server 2003. */
    public static final MemoryTuning SERVER_2003 = new MemoryTuning(400, 800, 63L << 20, 150, 1024,
            List.of(100, 150, 300, 800), List.of(12L << 20, 19L << 20, 33L << 20), 256, 16, 300, 8);

    private static final int PAGE = 4096;
    private static final int PERCENT = 100;

    /** @throws IllegalArgumentException unless there is one figure of modified pages more than sizes of memory */
    public MemoryTuning {
        manyModified = List.copyOf(manyModified);
        manyModifiedBytes = List.copyOf(manyModifiedBytes);
        if (manyModified.size() != manyModifiedBytes.size() + 1) {
            throw new IllegalArgumentException("a figure of modified pages for each size of memory, and one above");
        }
    }

    /** Available pages at which a machine of so many frames considers trimming. */
    public int trimThreshold(int frames) {
        return (long) frames * PAGE < largeBytes ? fewAvailable : fewAvailableInLarge;
    }

    /** Available pages at which trimming ends. */
    public int trimGoal(int frames) {
        return trimThreshold(frames) * trimGoalPercent / PERCENT;
    }

    /** Modified pages that are not too many in a machine of so many frames. */
    public int modifiedLimit(int frames) {
        int size = 0;
        while (size < manyModifiedBytes.size() && (long) frames * PAGE > manyModifiedBytes.get(size)) {
            size++;
        }
        return manyModified.get(size);
    }
}
