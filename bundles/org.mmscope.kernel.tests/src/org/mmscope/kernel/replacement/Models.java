package org.mmscope.kernel.replacement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** The policies of textbooks, written down as textbooks have them: how often a reference string faults. */
final class Models {

    private Models() {
    }

    static int fifo(int frames, int... pages) {
        List<Integer> queue = new ArrayList<>();
        int faults = 0;
        for (int page : pages) {
            if (!queue.contains(page)) {
                faults++;
                if (queue.size() == frames) {
                    queue.removeFirst();
                }
                queue.add(page);
            }
        }
        return faults;
    }

    static int lru(int frames, int... pages) {
        LinkedHashSet<Integer> stack = new LinkedHashSet<>();
        int faults = 0;
        for (int page : pages) {
            if (!stack.remove(page)) {
                faults++;
                if (stack.size() == frames) {
                    stack.removeFirst();
                }
            }
            stack.add(page);
        }
        return faults;
    }

    static int optimal(int frames, int... pages) {
        List<Integer> resident = new ArrayList<>();
        int faults = 0;
        for (int i = 0; i < pages.length; i++) {
            if (!resident.contains(pages[i])) {
                faults++;
                if (resident.size() == frames) {
                    resident.remove(Integer.valueOf(farthest(resident, pages, i)));
                }
                resident.add(pages[i]);
            }
        }
        return faults;
    }

    private static int farthest(List<Integer> resident, int[] pages, int from) {
        int found = -1;
        int latest = -1;
        for (int page : resident) {
            int use = from;
            while (use < pages.length && pages[use] != page) {
                use++;
            }
            if (use > latest) {
                found = page;
                latest = use;
            }
        }
        return found;
    }

    /** The hand of a clock over frames with a bit each. */
    static int clock(int frames, int... pages) {
        int[] page = new int[frames];
        Arrays.fill(page, -1);
        boolean[] used = new boolean[frames];
        int hand = 0;
        int faults = 0;
        for (int wanted : pages) {
            int at = indexOf(page, wanted);
            if (at < 0) {
                faults++;
                while (used[hand]) {
                    used[hand] = false;
                    hand = (hand + 1) % frames;
                }
                at = hand;
                page[at] = wanted;
                hand = (hand + 1) % frames;
            }
            used[at] = true;
        }
        return faults;
    }

    private static int indexOf(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }
}
