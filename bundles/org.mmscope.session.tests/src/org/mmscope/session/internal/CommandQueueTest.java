package org.mmscope.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class CommandQueueTest {

    private final CommandQueue queue = new CommandQueue();
    private final List<String> done = new ArrayList<>();

    private Runnable command(String name) {
        return () -> done.add(name);
    }

    @Test
    void appendedCommandsAreServedInOrder() throws InterruptedException {
        queue.append(command("a"));
        queue.append(() -> {
            assertTrue(queue.interrupted(), "c waits");
            assertFalse(queue.cancelled());
            done.add("b");
        });
        queue.append(() -> {
            assertFalse(queue.interrupted(), "nothing waits");
            done.add("c");
            queue.close(command("last"));
        });
        queue.serve();
        assertEquals(List.of("a", "b", "c", "last"), done);
        assertTrue(queue.waitIdle(Duration.ZERO));
    }

    @Test
    void aReplacingCommandDropsThoseThatWait() {
        queue.append(() -> {
            queue.append(command("dropped"));
            queue.replace(() -> {
                assertFalse(queue.cancelled(), "this is the command that cancelled");
                done.add("instead");
                queue.close(command("last"));
            });
            assertTrue(queue.cancelled());
            assertTrue(queue.interrupted());
        });
        queue.serve();
        assertEquals(List.of("instead", "last"), done);
    }

    @Test
    void nothingIsTakenAfterClosing() {
        queue.append(command("dropped"));
        queue.close(command("last"));
        queue.append(command("late"));
        queue.replace(command("late"));
        queue.close(command("late"));
        queue.serve();
        assertEquals(List.of("last"), done);
    }

    @Test
    void isNotIdleWhileACommandWaits() throws InterruptedException {
        assertTrue(queue.waitIdle(Duration.ZERO));
        queue.append(command("a"));
        assertFalse(queue.waitIdle(Duration.ZERO));
        queue.close(command("last"));
        assertFalse(queue.waitIdle(Duration.ZERO));
        queue.serve();
        assertTrue(queue.waitIdle(Duration.ZERO));
    }
}
