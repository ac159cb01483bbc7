package org.mmscope.machine;

/**
 * The state of a {@link Processor} at one moment: registers, translation buffers, counters. Immutable, any thread.
 */
public final class ProcessorCapture {

    final Mmu.Registers registers;
    final Counts counts;
    private final TlbCapture dataTlb;
    private final TlbCapture instructionTlb;
    private final ProcessorCounters counters;

    ProcessorCapture(Mmu.Registers registers, Counts counts, TlbCapture dataTlb, TlbCapture instructionTlb,
            ProcessorCounters counters) {
        this.registers = registers;
        this.counts = counts;
        this.dataTlb = dataTlb;
        this.instructionTlb = instructionTlb;
        this.counters = counters;
    }

    /** As {@link Processor#cr0()}. */
    public int cr0() {
        return registers.cr0();
    }

    /** As {@link Processor#cr2()}. */
    public int cr2() {
        return registers.cr2();
    }

    /** As {@link Processor#cr3()}. */
    public long cr3() {
        return registers.cr3();
    }

    /** As {@link Processor#cr4()}. */
    public int cr4() {
        return registers.cr4();
    }

    /** As {@link Processor#efer()}. */
    public int efer() {
        return registers.efer();
    }

    /** As {@link Processor#userMode()}. */
    public boolean userMode() {
        return registers.user();
    }

    public TlbCapture dataTlb() {
        return dataTlb;
    }

    public TlbCapture instructionTlb() {
        return instructionTlb;
    }

    public ProcessorCounters counters() {
        return counters;
    }

    /** The processor's own counts, of which the counters are made. */
    record Counts(long loads, long stores, long fetches, long extraData, long extraCode, long unpagedData,
            long unpagedCode, long faults, long abortedAt) {
    }
}
