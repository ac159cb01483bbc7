package org.mmscope.scenario.internal.trace;

import java.io.IOException;
import java.nio.file.Path;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.ReferencePort;

/**
 * Plays a trace in a process: one reference of a byte for each page that an access lies in, a load and a store for a
 * modification. A reference that raises an exception is given up, counted, and the trace goes on.
 */
public final class TracePlayer {

    /** Accesses between two {@linkplain Kernel#interruptionPoint() points} at which the play may be ended. */
    static final int BATCH = 4096;

    private final Kernel kernel;
    private final EProcess process;
    private final TracePlaces places;
    private final ReferencePort port;
    private final TraceCounts counts = new TraceCounts();
    private TraceFuture future;
    private long page;

    /** @param places where the process has what of the trace */
    public TracePlayer(Kernel kernel, EProcess process, TracePlaces places) {
        this.kernel = kernel;
        this.process = process;
        this.places = places;
        port = kernel.processor();
    }

    /**
     * Plays a trace to its end, or so many accesses of it.
     *
     * @param limit the most accesses
     * @throws TraceSyntaxException if a line is not of the format; what came before it has been played
     * @throws TraceMemoryException if the process cannot have the pages; what came before has been played
     * @throws IOException if the file cannot be read
     */
    public TraceCounts play(Path path, TraceFormat format, long limit)
            throws IOException, TraceSyntaxException, TraceMemoryException {
        kernel.processes().attach(process);
        kernel.beginCall();
        if (kernel.replacementPolicy().looksAhead()) {
            future = new TraceFuture(process.processId(), places);
            future.read(path, format, limit, kernel::interruptionPoint);
            kernel.future(future);
        }
        try (TraceReader reader = new TraceReader(path, format)) {
            while (counts.accesses < limit && reader.next()) {
                if (counts.accesses % BATCH == 0) {
                    kernel.interruptionPoint();
                }
                play(reader.access());
                counts.accesses++;
            }
        } finally {
            kernel.future(null);
        }
        return counts;
    }

    static long firstPage(TraceRecord access) {
        return access.address >>> 12;
    }

    static long lastPage(TraceRecord access) {
        return access.address + access.size - 1 >>> 12;
    }

    private void play(TraceRecord access) throws TraceMemoryException {
        long last = lastPage(access);
        long address = access.address;
        for (long at = firstPage(access); at <= last; at++, address = at << 12) {
            int va = places.address(address);
            if (future != null && (at != page || counts.accesses == 0)) {
                future.advance();
            }
            page = at;
            refer(access.kind, va);
        }
    }

    private void refer(TraceRecord.Kind kind, int va) {
        switch (kind) {
            case FETCH -> {
                port.execute(va);
                counts.fetches++;
            }
            case LOAD -> load(va);
            case STORE -> store(va);
            case MODIFY -> {
                load(va);
                count();
                store(va);
            }
        }
        count();
    }

    private void load(int va) {
        port.load8(va);
        counts.loads++;
    }

    /** A trace has no values; the pages get bytes that tell them from zeroed ones. */
    private void store(int va) {
        port.store8(va, (int) counts.stores | 1);
        counts.stores++;
    }

    private void count() {
        if (port.aborted()) {
            counts.exceptions++;
        }
        if (!kernel.faults().isEmpty()) {
            kernel.faults().forEach(counts::add);
            kernel.beginCall();
        }
    }
}
