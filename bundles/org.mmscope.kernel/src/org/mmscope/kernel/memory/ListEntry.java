package org.mmscope.kernel.memory;

/** Doubly linked lists of LIST_ENTRYs in system memory. */
public final class ListEntry {

    private static final int BLINK = 4;

    private ListEntry() {
    }

    /** Makes a head that is its own neighbour. */
    public static void initialize(SystemMemory system, int head) {
        system.write32(head, head);
        system.write32(head + BLINK, head);
    }

    public static void insertTail(SystemMemory system, int head, int entry) {
        int last = system.read32(head + BLINK);
        system.write32(entry, head);
        system.write32(entry + BLINK, last);
        system.write32(last, entry);
        system.write32(head + BLINK, entry);
    }

    public static void remove(SystemMemory system, int entry) {
        int flink = system.read32(entry);
        int blink = system.read32(entry + BLINK);
        system.write32(blink, flink);
        system.write32(flink + BLINK, blink);
        initialize(system, entry);
    }

    /** The entry after one, which is the head after the last. */
    public static int next(SystemMemory system, int entry) {
        return system.read32(entry);
    }

    public static int previous(SystemMemory system, int entry) {
        return system.read32(entry + BLINK);
    }

    public static boolean isEmpty(SystemMemory system, int head) {
        return system.read32(head) == head;
    }
}
