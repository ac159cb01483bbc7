package org.mmscope.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.event.PageMoved;
import org.mmscope.session.EventFilter;
import org.mmscope.session.LoggedEvent;

class EventLogTest {

    /** An event of any type with any components. */
    private static KernelEvent event(Random random) throws ReflectiveOperationException {
        Class<?>[] types = KernelEvent.class.getPermittedSubclasses();
        Class<?> type = types[random.nextInt(types.length)];
        Class<?>[] components = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class[]::new);
        Object[] values = Arrays.stream(components).map(component -> value(component, random)).toArray();
        return (KernelEvent) type.getConstructor(components).newInstance(values);
    }

    private static Object value(Class<?> type, Random random) {
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        long value = random.nextLong() >> random.nextInt(64);
        return type == int.class ? (Object) (int) value : (Object) value;
    }

    private static List<LoggedEvent> fill(EventLog log, int count, Random random) throws ReflectiveOperationException {
        List<LoggedEvent> all = new ArrayList<>();
        long statement = 1;
        for (int i = 0; i < count; i++) {
            statement += random.nextInt(10) == 0 ? random.nextInt(3) : 0;
            KernelEvent event = event(random);
            log.add(statement, event);
            all.add(new LoggedEvent(i, statement, event));
        }
        return all;
    }

    private static List<LoggedEvent> all(EventLog log) {
        return log.find(EventFilter.ALL, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Test
    void whatIsAddedIsFoundFromMemoryAndFromTheFile() throws ReflectiveOperationException {
        try (EventLog log = new EventLog(Long.MAX_VALUE)) {
            List<LoggedEvent> added = fill(log, 150_000, new Random(1));
            assertTrue(log.spilled() > 5, log.spilled() + " blocks in the file");
            assertEquals(added, all(log));
            assertEquals(150_000, log.size());
            long middle = added.get(1000).statement();
            assertEquals(added.stream().filter(event -> event.statement() == middle).toList(),
                    log.find(EventFilter.ALL, middle, middle, 1_000_000));
            EventFilter moves = event -> event instanceof PageMoved;
            assertEquals(added.stream().filter(event -> event.event() instanceof PageMoved).limit(500).toList(),
                    log.find(moves, 0, Long.MAX_VALUE, 500));
        }
    }

    @Test
    void theNewestAreKept() throws ReflectiveOperationException {
        try (EventLog log = new EventLog(90_000)) {
            List<LoggedEvent> added = fill(log, 220_000, new Random(2));
            assertEquals(added.subList(130_000, 220_000), all(log));
            assertEquals(90_000, log.size());
        }
    }

    @Test
    void whatWasGivenUpIsForgotten() throws ReflectiveOperationException {
        Random random = new Random(3);
        for (int count : new int[] {10, 5_000, 120_000}) {
            try (EventLog log = new EventLog(Long.MAX_VALUE)) {
                List<LoggedEvent> added = fill(log, count, random);
                long from = added.get(count / 5).statement();
                log.forget(from);
                List<LoggedEvent> kept = added.stream().filter(event -> event.statement() < from).toList();
                assertEquals(kept, all(log));
                List<LoggedEvent> more = new ArrayList<>(kept);
                for (int i = 0; i < 10_000; i++) {
                    KernelEvent event = event(random);
                    log.add(from + i, event);
                    more.add(new LoggedEvent(kept.size() + i, from + i, event));
                }
                assertEquals(more, all(log));
            }
        }
    }

    @Test
    void aClosedLogIsEmpty() throws ReflectiveOperationException {
        EventLog log = new EventLog(Long.MAX_VALUE);
        fill(log, 150_000, new Random(4));
        log.close();
        assertEquals(List.of(), all(log));
        log.close();
    }
}
