package org.mmscope.ui.editors.internal.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class RunsTest {

    private static TreeMap<Long, String> of(Object... indexesAndValues) {
        TreeMap<Long, String> map = new TreeMap<>();
        for (int i = 0; i < indexesAndValues.length; i += 2) {
            map.put(((Integer) indexesAndValues[i]).longValue(), (String) indexesAndValues[i + 1]);
        }
        return map;
    }

    private static List<Runs.Run<String>> fold(long total, TreeMap<Long, String> present) {
        return Runs.fold(total, present, 12, s -> s.startsWith("v") ? null : s, s -> s.substring(0, 1));
    }

    @Test
    void aShortArrayIsShownEntryByEntry() {
        List<Runs.Run<String>> runs = fold(4, of(1, "v1", 2, "z"));
        assertEquals(4, runs.size());
        assertNull(runs.get(0).sample());
        assertEquals("v1", runs.get(1).sample());
        assertTrue(runs.stream().allMatch(Runs.Run::single));
    }

    @Test
    void gapsAndEqualNeighboursBecomeOneRunAndValidEntriesStaySingle() {
        List<Runs.Run<String>> runs = fold(64, of(0, "v0", 1, "v1", 8, "z", 9, "z", 10, "z"));
        assertEquals(List.of(1L, 1L, 6L, 3L, 53L), runs.stream().map(Runs.Run::count).toList());
        assertEquals(List.of(0L, 1L, 2L, 8L, 11L), runs.stream().map(Runs.Run::first).toList());
    }

    @Test
    void manyValidNeighboursFoldByKind() {
        TreeMap<Long, String> all = new TreeMap<>();
        for (long i = 0; i < 40; i++) {
            all.put(i, "v" + i);
        }
        List<Runs.Run<String>> runs = fold(64, all);
        assertEquals(List.of(40L, 24L), runs.stream().map(Runs.Run::count).toList());
    }

    @Test
    void whateverThereIsTheRowsAreFewAndCoverEverythingOnce() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            int total = 1 + random.nextInt(200);
            TreeMap<Long, String> present = new TreeMap<>();
            for (int i = 0; i < total; i++) {
                if (random.nextInt(3) > 0) {
                    present.put((long) i, (random.nextBoolean() ? "v" : "z") + random.nextInt(3));
                }
            }
            long next = 0;
            List<Runs.Run<String>> runs = fold(total, present);
            for (Runs.Run<String> run : runs) {
                assertEquals(next, run.first());
                assertEquals(present.get(run.first()), run.sample());
                next += run.count();
            }
            assertEquals(total, next);
            assertTrue(runs.size() <= 12, () -> runs.size() + " rows");
        }
    }
}
