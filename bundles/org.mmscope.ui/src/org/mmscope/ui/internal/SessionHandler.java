package org.mmscope.ui.internal;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.mmscope.session.Session;

/** Gives one command to the session it is meant for. When it is enabled is declared in plugin.xml. */
abstract class SessionHandler extends AbstractHandler {

    private final Supplier<Optional<Session>> target;
    private final Consumer<Session> command;

    SessionHandler(Supplier<Optional<Session>> target, Consumer<Session> command) {
        this.target = target;
        this.command = command;
    }

    @Override
    public final Object execute(ExecutionEvent event) {
        target.get().ifPresent(command);
        return null;
    }

    /** {@link Session#run()}. */
    public static final class Run extends SessionHandler {
        public Run() {
            super(SessionTarget::toAdvance, Session::run);
        }
    }

    /** {@link Session#pause()}. */
    public static final class Pause extends SessionHandler {
        public Pause() {
            super(SessionTarget::present, Session::pause);
        }
    }

    /** {@link Session#step()}. */
    public static final class Step extends SessionHandler {
        public Step() {
            super(SessionTarget::toAdvance, Session::step);
        }
    }

    /** {@link Session#stepBack()}. */
    public static final class StepBack extends SessionHandler {
        public StepBack() {
            super(SessionTarget::present, Session::stepBack);
        }
    }

    /** {@link Session#restart()}. */
    public static final class Restart extends SessionHandler {
        public Restart() {
            super(SessionTarget::present, Session::restart);
        }
    }
}
