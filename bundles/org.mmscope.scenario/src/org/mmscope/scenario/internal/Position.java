package org.mmscope.scenario.internal;

import java.util.List;

import org.mmscope.scenario.Statement;

/**
 * A place in a run: a statement, and how often each repeat around it has run. Immutable.
 *
 * @param index index of the next statement; the number of statements at the end
 * @param loop the innermost repeat around it, null for none
 */
public record Position(int index, Loop loop) {

    /**
     * A repeat that is running.
     *
     * @param count how often its body has run to the end
     * @param outer the repeat around it, null for none
     */
    public record Loop(long count, Loop outer) {
    }

    /** The first statement that does something. */
    public static Position start(List<Statement> statements) {
        return new Position(0, null).settled(statements);
    }

    /** The next statement that does something after this one. */
    public Position next(List<Statement> statements) {
        return new Position(index + 1, loop).settled(statements);
    }

    public boolean atEnd(List<Statement> statements) {
        return index == statements.size();
    }

    /** The count of the innermost repeat, 0 outside. */
    public int counter() {
        return loop == null ? 0 : (int) loop.count();
    }

    private Position settled(List<Statement> statements) {
        Position at = this;
        while (at.index < statements.size()) {
            Position moved = switch (statements.get(at.index)) {
                case Statement.Machine machine -> new Position(at.index + 1, at.loop);
                case Statement.Repeat repeat -> at.enter(repeat);
                case Statement.End end -> at.leave(end, (Statement.Repeat) statements.get(end.repeat()));
                default -> null;
            };
            if (moved == null) {
                return at;
            }
            at = moved;
        }
        return at;
    }

    private Position enter(Statement.Repeat repeat) {
        return repeat.count() == 0 ? new Position(repeat.end() + 1, loop)
                : new Position(index + 1, new Loop(0, loop));
    }

    private Position leave(Statement.End end, Statement.Repeat repeat) {
        long count = loop.count() + 1;
        return count == repeat.count() ? new Position(index + 1, loop.outer())
                : new Position(end.repeat() + 1, new Loop(count, loop.outer()));
    }
}
