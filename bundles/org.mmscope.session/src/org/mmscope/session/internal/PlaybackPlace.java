package org.mmscope.session.internal;

import java.util.List;
import java.util.OptionalInt;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.Condition;

/** The place where a playback is, for conditions. Engine thread only. */
public final class PlaybackPlace implements Condition.Place {

    private final Playback playback;

    /** Where this playback is whenever it is asked. */
    public PlaybackPlace(Playback playback) {
        this.playback = playback;
    }

    @Override
    public long statement() {
        return playback.statement();
    }

    @Override
    public int line() {
        return playback.program().nextLine();
    }

    @Override
    public long time() {
        return playback.program().time();
    }

    @Override
    public List<TranscriptRow> rows() {
        return playback.lastRows();
    }

    @Override
    public OptionalInt value(String name) {
        OptionalInt value = playback.program().value(name);
        return value.isEmpty() && name.equals("statement") ? OptionalInt.of((int) statement()) : value;
    }

    @Override
    public MachineView view() {
        return playback.program().glance();
    }
}
