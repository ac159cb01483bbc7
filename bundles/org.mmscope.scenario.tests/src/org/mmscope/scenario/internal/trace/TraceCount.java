package org.mmscope.scenario.internal.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Counts a recorded trace on its own, with none of the engine's code: what it refers to and how often it would fault. */
final class TraceCount {

    /** The trace of /bin/true of GNU coreutils 9.1, whole, as Valgrind 3.19's lackey printed it. */
    static final String RECORDED = "true.lackey.gz";

    private static final Pattern ACCESS = Pattern.compile("(I | L| S| M) ([0-9a-f]+),(\\d+)");

    /** The pages referred to, in order. */
    final List<Long> pages = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    long accesses;
    long fetches;
    long loads;
    long stores;

    TraceCount() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(TraceCount.class.getResourceAsStream(RECORDED)), StandardCharsets.US_ASCII))) {
            in.lines().map(ACCESS::matcher).filter(Matcher::matches).forEach(this::count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(Matcher access) {
        lines.add(access.group());
        accesses++;
        long address = Long.parseLong(access.group(2), 16);
        for (long page = address / 4096; page <= (address + Long.parseLong(access.group(3)) - 1) / 4096; page++) {
            pages.add(page);
            switch (access.group(1)) {
                case "I " -> fetches++;
                case " L" -> loads++;
                case " S" -> stores++;
                default -> {
                    loads++;
                    stores++;
                }
            }
        }
    }

    long distinctPages() {
        return new HashSet<>(pages).size();
    }

    long fifo(int frames) {
        return queue(frames, false);
    }

    long lru(int frames) {
        return queue(frames, true);
    }

    private long queue(int frames, boolean again) {
        LinkedHashSet<Long> queue = new LinkedHashSet<>();
        long faults = 0;
        for (long page : pages) {
            if (!queue.contains(page)) {
                faults++;
                if (queue.size() == frames) {
                    queue.removeFirst();
                }
                queue.add(page);
            } else if (again) {
                queue.addLast(page);
            }
        }
        return faults;
    }

    long optimal(int frames) {
        Map<Long, TreeSet<Integer>> uses = new HashMap<>();
        for (int i = 0; i < pages.size(); i++) {
            uses.computeIfAbsent(pages.get(i), key -> new TreeSet<>()).add(i);
        }
        Set<Long> resident = new HashSet<>();
        long faults = 0;
        for (int i = 0; i < pages.size(); i++) {
            if (!resident.contains(pages.get(i))) {
                faults++;
                if (resident.size() == frames) {
                    int now = i;
                    resident.remove(resident.stream().max((a, b) -> Integer.compare(use(uses, a, now),
                            use(uses, b, now))).orElseThrow());
                }
                resident.add(pages.get(i));
            }
        }
        return faults;
    }

    private static int use(Map<Long, TreeSet<Integer>> uses, long page, int now) {
        Integer next = uses.get(page).higher(now);
        return next == null ? Integer.MAX_VALUE : next;
    }
}
