package org.mmscope.session.internal;

import java.util.List;

import org.mmscope.scenario.TranscriptRow;

/**
 * A place in the run to travel from.
 *
 * @param statement statements run before it
 * @param work host time that the engine needed to get there from the start, in ns
 * @param state the program
 * @param lastLine line of the statement before it
 * @param lastRows rows of the statement before it
 */
public record Checkpoint(long statement, long work, Program.State state, int lastLine, List<TranscriptRow> lastRows) {
}
