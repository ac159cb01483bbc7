package org.mmscope.scenario.internal.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.WorkingSetPages;

/**
 * What a trace has still to come, for a policy that looks ahead: the trace is read once before it is played. Only changes
 * from one page to another are kept, eight bytes each.
 */
final class TraceFuture implements ReferenceFuture {

    /** The most changes of page of a trace that can be looked ahead into. */
    static final int MOST = 1 << 24;

    private static final int NEVER = Integer.MAX_VALUE;

    private final int processId;
    private final TracePlaces places;
    private final Map<Long, Integer> ids = new HashMap<>();
    /** By change: the page that is changed to, then the next change to the same page. */
    private int[] changes = new int[1024];
    private int[] following;
    /** By page: the next change to it. */
    private int[] upcoming;
    private int count;
    private int now;

    TraceFuture(int processId, TracePlaces places) {
        this.processId = processId;
        this.places = places;
    }

    /** Reads a trace to its end, or so many accesses of it. */
    void read(Path path, TraceFormat format, long limit, Runnable interruptionPoint)
            throws IOException, TraceSyntaxException, TraceMemoryException {
        long last = -1;
        try (TraceReader reader = new TraceReader(path, format)) {
            for (long record = 0; record < limit && reader.next(); record++) {
                if (record % TracePlayer.BATCH == 0) {
                    interruptionPoint.run();
                }
                long first = TracePlayer.firstPage(reader.access());
                for (long page = first; page <= TracePlayer.lastPage(reader.access()); page++) {
                    if (page != last || record == 0) {
                        add(page);
                    }
                    last = page;
                }
            }
        }
        index();
    }

    private void add(long page) throws TraceMemoryException {
        if (count == MOST) {
            throw new TraceMemoryException("the trace is too long to look ahead in, with more than " + MOST
                    + " changes of page; limit= makes it shorter");
        }
        if (count == changes.length) {
            changes = Arrays.copyOf(changes, 2 * count);
        }
        changes[count++] = ids.computeIfAbsent(page, key -> ids.size());
    }

    private void index() {
        upcoming = new int[ids.size()];
        Arrays.fill(upcoming, NEVER);
        following = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            following[i] = upcoming[changes[i]];
            upcoming[changes[i]] = i;
        }
    }

    /** The trace goes on to another page. */
    void advance() {
        upcoming[changes[now]] = following[now];
        now++;
    }

    @Override
    public long nextUse(int process, int page) {
        Integer id = process == processId ? ids.get(places.origin(page)) : null;
        return id == null || upcoming[id] == NEVER ? WorkingSetPages.NEVER : upcoming[id] - now;
    }
}
