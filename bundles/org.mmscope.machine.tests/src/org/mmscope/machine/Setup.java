package org.mmscope.machine;

/** A small machine for tests: tables are put down by hand, faults are kept. */
final class Setup implements TrapHandler {

    static final int DIRECTORY = 0x1000;
    static final int TABLE = 0x8000;
    static final int POINTERS = 0x20;
    static final int P = 1;
    static final int W = 2;
    static final int U = 4;
    static final int A = 0x20;
    static final int D = 0x40;
    static final int PS = 0x80;
    static final int G = 0x100;
    static final long NX = 1L << 63;

    final PhysicalMemory memory;
    final VirtualClock clock = new VirtualClock();
    final Processor processor;
    final PagingMode mode;
    int faultAddress;
    int faultCode = -1;
    int faults;
    /** What to do about the next faults; null gives them up. */
    Runnable repair;

    Setup(PagingMode mode) {
        this(mode, TlbGeometry.P6, 16 << 20);
    }

    Setup(PagingMode mode, TlbGeometry geometry, long bytes) {
        this.mode = mode;
        memory = new PhysicalMemory(bytes);
        processor = new Processor(memory, mode, geometry, clock);
        processor.trapHandler(this);
        if (mode == PagingMode.PAE) {
            for (int i = 0; i < 4; i++) {
                memory.write64(POINTERS + 8 * i, DIRECTORY + i * 0x1000 | P);
            }
            processor.efer(ControlRegisters.EFER_NXE);
        }
        processor.cr4(processor.cr4() | ControlRegisters.CR4_PSE | ControlRegisters.CR4_PGE);
        processor.loadCr3(mode == PagingMode.PAE ? POINTERS : DIRECTORY);
        processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_WP | ControlRegisters.CR0_PG);
    }

    /** Physical address of the directory entry of an address. */
    long directoryEntry(int va) {
        return mode == PagingMode.PAE ? DIRECTORY + (va >>> 21) * 8 : DIRECTORY + (va >>> 22) * 4;
    }

    /** Physical address of the table entry of an address, in the table that {@link #map} uses. */
    long tableEntry(int va) {
        return mode == PagingMode.PAE ? TABLE + (va >>> 12 & 0x1FF) * 8 : TABLE + (va >>> 12 & 0x3FF) * 4;
    }

    void put(long address, long entry) {
        if (mode == PagingMode.PAE) {
            memory.write64(address, entry);
        } else {
            memory.write32(address, (int) entry);
        }
    }

    long get(long address) {
        return mode == PagingMode.PAE ? memory.read64(address) : memory.read32(address) & 0xFFFF_FFFFL;
    }

    /** Maps a page by way of the one table, every right in the directory. */
    void map(int va, long tableEntry) {
        put(directoryEntry(va), TABLE | P | W | U);
        put(tableEntry(va), tableEntry);
    }

    @Override
    public boolean pageFault(int va, int errorCode) {
        faults++;
        faultAddress = va;
        faultCode = errorCode;
        if (repair == null) {
            return false;
        }
        repair.run();
        return true;
    }
}
