package org.mmscope.machine;

/**
 * References to a value that lies in two pages. Both pages are translated, and their faults taken, before a byte is
 * moved: a store that faults on its second page has written nothing. Source: Intel 64 and IA-32 Architectures Software
 * Developer's Manual, volume 3A, section 6.5 (faults leave the state before the instruction).
 */
final class SplitReference {

    private final Processor processor;
    private final Mmu mmu;
    private final PhysicalMemory memory;

    SplitReference(Processor processor, Mmu mmu, PhysicalMemory memory) {
        this.processor = processor;
        this.mmu = mmu;
        this.memory = memory;
    }

    /** Loads 2 or 4 bytes; 0 when the reference was given up. */
    int load(int va, int length) {
        long first;
        long second;
        do {
            first = mmu.read(va);
            second = Translation.isFault(first) ? first : readSecond(va);
        } while (Translation.isFault(second) && restarts(va, Access.READ, first, second));
        int value = 0;
        boolean reached = reached(va, second);
        for (int i = length - 1; i >= 0 && reached; i--) {
            value = value << 8 | physicalByte(va, i, first, second);
        }
        return value;
    }

    /** Stores the low 2 or 4 bytes of a value. */
    void store(int va, int value, int length) {
        long first;
        long second;
        do {
            first = mmu.write(va);
            second = Translation.isFault(first) ? first : writeSecond(va);
        } while (Translation.isFault(second) && restarts(va, Access.WRITE, first, second));
        boolean reached = reached(va, second);
        for (int i = 0; i < length && reached; i++) {
            long address = physicalAddress(va, i, first, second);
            if (address < memory.size()) {
                memory.write8(address, value >>> 8 * i);
            }
        }
    }

    private long readSecond(int va) {
        processor.countSecondPage();
        return mmu.read(secondPage(va));
    }

    private long writeSecond(int va) {
        processor.countSecondPage();
        return mmu.write(secondPage(va));
    }

    private boolean restarts(int va, Access access, long first, long second) {
        return Translation.isFault(first) ? processor.restarts(va, access, first)
                : processor.restarts(secondPage(va), access, second);
    }

    /** Whether both pages have their translation; who watches is told of the later page as the one referred to last. */
    private boolean reached(int va, long second) {
        return processor.reached(va, second) && processor.reached(secondPage(va), second);
    }

    private static int secondPage(int va) {
        return (va | FrameStore.OFFSET_MASK) + 1;
    }

    private int physicalByte(int va, int i, long first, long second) {
        long address = physicalAddress(va, i, first, second);
        return address < memory.size() ? memory.read8(address) : 0xFF;
    }

    private static long physicalAddress(int va, int i, long first, long second) {
        int offset = (va & FrameStore.OFFSET_MASK) + i;
        return offset < FrameStore.FRAME_SIZE ? Translation.base(first) | offset
                : Translation.base(second) | offset & FrameStore.OFFSET_MASK;
    }
}
