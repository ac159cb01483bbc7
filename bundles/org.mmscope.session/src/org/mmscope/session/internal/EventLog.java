package org.mmscope.session.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.session.EventFilter;
import org.mmscope.session.LoggedEvent;

/**
 * The newest events of a run, in order, each with its statement. Encoded in blocks, of which the newest are in memory
 * and the others in a temporary file, so that a run of any length takes little memory. Written by the engine thread,
 * read by any.
 */
final class EventLog implements AutoCloseable {

    static final int BLOCK = 1 << 16;
    private static final int IN_MEMORY = 16;
    private static final int MARGIN = EventCodec.LONGEST + 10;

    private final long limit;
    private final List<Block> blocks = new ArrayList<>();
    private final SpillFile file = new SpillFile(BLOCK);
    private long added;
    private long spilled;

    /** Some events one behind the other. In memory, or in a place of the file. */
    private static final class Block {
        private final long firstNumber;
        private final long firstStatement;
        private long lastStatement;
        private int count;
        private int length;
        private ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        private int place = -1;

        Block(long firstNumber, long firstStatement) {
            this.firstNumber = firstNumber;
            this.firstStatement = firstStatement;
            this.lastStatement = firstStatement;
        }

        boolean full() {
            return length > BLOCK - MARGIN;
        }

        void add(long statement, KernelEvent event) {
            bytes.limit(BLOCK).position(length);
            EventCodec.writeNumber(statement - lastStatement, bytes);
            EventCodec.write(event, bytes);
            length = bytes.position();
            lastStatement = statement;
            count++;
        }
    }

    /** @param limit events kept */
    EventLog(long limit) {
        this.limit = limit;
    }

    synchronized void add(long statement, KernelEvent event) {
        if (limit == 0) {
            return;
        }
        if (blocks.isEmpty() || blocks.getLast().full() || blocks.getLast().bytes == null) {
            blocks.add(new Block(added, statement));
            makeRoom();
        }
        blocks.getLast().add(statement, event);
        added++;
    }

    private void makeRoom() {
        while (blocks.size() > 1 && added - blocks.get(1).firstNumber >= limit) {
            drop(blocks.removeFirst());
        }
        if (blocks.size() > IN_MEMORY) {
            spill(blocks.get(blocks.size() - IN_MEMORY));
        }
    }

    private void drop(Block block) {
        if (block.place >= 0) {
            file.free(block.place);
        }
    }

    /** Brings a block to the file; where that is not possible, the log forgets it and all before it. */
    private void spill(Block block) {
        if (block.bytes == null) {
            return;
        }
        try {
            block.place = file.write(block.bytes.position(0).limit(block.length));
            block.bytes = null;
            spilled++;
        } catch (IOException e) {
            while (blocks.getFirst() != block) {
                drop(blocks.removeFirst());
            }
            blocks.removeFirst();
        }
    }

    /** Forgets the events of a statement and of those after it. */
    synchronized void forget(long statement) {
        while (!blocks.isEmpty() && blocks.getLast().firstStatement >= statement) {
            Block last = blocks.removeLast();
            added = last.firstNumber;
            drop(last);
        }
        if (!blocks.isEmpty() && blocks.getLast().lastStatement >= statement) {
            Block last = blocks.removeLast();
            added = last.firstNumber;
            Block kept = new Block(last.firstNumber, last.firstStatement);
            read(last, 0, event -> {
                if (event.statement() < statement) {
                    kept.add(event.statement(), event.event());
                }
            });
            added += kept.count;
            drop(last);
            blocks.add(kept);
        }
    }

    /** Events kept: the newest. */
    synchronized long size() {
        return added - oldest();
    }

    /** Blocks that were brought to the file. */
    synchronized long spilled() {
        return spilled;
    }

    private long oldest() {
        return blocks.isEmpty() ? added : Math.max(blocks.getFirst().firstNumber, added - limit);
    }

    /** The events of some statements that a filter wants, in order, the first ones. */
    synchronized List<LoggedEvent> find(EventFilter filter, long firstStatement, long lastStatement, int atMost) {
        List<LoggedEvent> found = new ArrayList<>();
        for (Block block : blocks) {
            if (found.size() >= atMost || block.firstStatement > lastStatement) {
                break;
            }
            if (block.lastStatement >= firstStatement) {
                read(block, oldest(), event -> {
                    if (found.size() < atMost && event.statement() >= firstStatement
                            && event.statement() <= lastStatement && filter.wants(event.event())) {
                        found.add(event);
                    }
                });
            }
        }
        return found;
    }

    private void read(Block block, long firstNumber, Consumer<LoggedEvent> to) {
        ByteBuffer bytes = bytes(block);
        long statement = block.firstStatement;
        for (int i = 0; i < block.count; i++) {
            statement += EventCodec.readNumber(bytes);
            long number = block.firstNumber + i;
            KernelEvent event = EventCodec.read(bytes);
            if (number >= firstNumber) {
                to.accept(new LoggedEvent(number, statement, event));
            }
        }
    }

    private ByteBuffer bytes(Block block) {
        if (block.bytes != null) {
            return block.bytes.duplicate().position(0).limit(block.length);
        }
        try {
            return file.read(block.place, block.length);
        } catch (IOException e) {
            throw new UncheckedIOException("the event log cannot be read", e);
        }
    }

    /** Forgets everything, and removes the file. */
    @Override
    public synchronized void close() {
        blocks.clear();
        file.close();
    }
}
