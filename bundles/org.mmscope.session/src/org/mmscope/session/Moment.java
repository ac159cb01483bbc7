package org.mmscope.session;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.TranscriptRow;

/**
 * The machine of a session between two statements, or inside one between two decisions of a page fault. Immutable, any
 * thread; it holds no other moment.
 */
public final class Moment {

    private final MachineView view;
    private final SessionState state;
    private final Position position;
    private final List<TranscriptRow> lastRows;
    private final String message;
    private final BitSet changedFrames;
    private final FaultDecision decision;

    /**
     * Where in the run a moment lies.
     *
     * @param statement statements run since the start
     * @param line line of the next statement, from 1; 0 at the end
     * @param lastLine line of the statement just run, from 1; 0 at the start
     * @param time virtual time since boot, in 100 ns
     */
    public record Position(long statement, int line, int lastLine, long time) {
    }

    /**
     * A moment as the session publishes it.
     *
     * @param view the machine
     * @param state what the session is doing
     * @param position where in the run
     * @param lastRows transcript rows of the statement just run
     * @param message what went wrong, null unless the state is {@link SessionState#FAILED}
     * @param changedFrames frames that may differ from the moment heard of before
     */
    public Moment(MachineView view, SessionState state, Position position, List<TranscriptRow> lastRows,
            String message, BitSet changedFrames) {
        this(view, state, position, lastRows, message, changedFrames, null);
    }

    /** A moment inside a statement, after a decision; between two statements when that is null. */
    Moment(MachineView view, SessionState state, Position position, List<TranscriptRow> lastRows, String message,
            BitSet changedFrames, FaultDecision decision) {
        this.decision = decision;
        this.view = Objects.requireNonNull(view);
        this.state = Objects.requireNonNull(state);
        this.position = Objects.requireNonNull(position);
        this.lastRows = List.copyOf(lastRows);
        this.message = message;
        this.changedFrames = (BitSet) changedFrames.clone();
    }

    /** Everything that can be read of the machine. */
    public MachineView view() {
        return view;
    }

    /** What the session was doing: {@link SessionState#RUNNING} for the moments in the middle of a run. */
    public SessionState state() {
        return state;
    }

    /** Where in the run this is. */
    public Position position() {
        return position;
    }

    /** Line of the next statement, from 1; 0 at the end. */
    public int line() {
        return position.line();
    }

    /** Line of the statement just run, from 1; 0 at the start. */
    public int lastLine() {
        return position.lastLine();
    }

    /** Statements run since the start; a statement inside a repeat counts each time. */
    public long statement() {
        return position.statement();
    }

    /** Virtual time since boot, in 100 ns. */
    public long time() {
        return position.time();
    }

    /** Transcript rows of the statement just run. */
    public List<TranscriptRow> lastRows() {
        return lastRows;
    }

    /**
     * The decision in the resolution of a page fault after which this moment lies, inside the statement of
     * {@link #line()}; none between two statements.
     */
    public Optional<FaultDecision> decision() {
        return Optional.ofNullable(decision);
    }

    /** What went wrong when the state is {@link SessionState#FAILED}. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * Frames whose bytes may differ from the moment that the listener heard of before; every frame in the first moment
     * that it hears of. A frame that is not in the set is the same.
     */
    public BitSet changedFrames() {
        return (BitSet) changedFrames.clone();
    }

    /** This moment with the changed frames of an earlier one, which it replaces, added to its own. */
    Moment replacing(Moment overtaken) {
        BitSet united = changedFrames();
        united.or(overtaken.changedFrames);
        return new Moment(view, state, position, lastRows, message, united, decision);
    }

    /** This moment once more, of a session that is closed. */
    Moment closed() {
        return new Moment(view, SessionState.CLOSED, position, lastRows, message, new BitSet(), decision);
    }

    /** This moment with every frame counted as changed. */
    Moment asFirst() {
        BitSet all = new BitSet();
        all.set(0, view.memory().frames());
        return new Moment(view, state, position, lastRows, message, all, decision);
    }
}
