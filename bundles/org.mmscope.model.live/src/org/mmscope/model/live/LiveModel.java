package org.mmscope.model.live;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.live.internal.ChangeLog;
import org.mmscope.model.live.internal.MachineReconciler;
import org.mmscope.model.live.internal.PfnEntries;
import org.mmscope.model.live.internal.PteInterest;
import org.mmscope.session.Moment;
import org.mmscope.session.Session;
import org.mmscope.session.Subscription;

/**
 * One {@link Machine} tree that follows a session from moment to moment.
 *
 * <p>Objects keep their identity while the kernel keeps them: same class and same address (for a process, same process
 * id too). Each moment is applied in one change scope, after which every listener hears of it once.
 *
 * <p>The tree, and every method here, belongs to one thread: the one that the executor runs its tasks on, which must be
 * a single one.
 */
public final class LiveModel implements AutoCloseable {

    private final ChangeLog log = new ChangeLog();
    private final MachineReconciler reconciler = new MachineReconciler(log);
    private final PfnEntries entries = new PfnEntries(log);
    private final PteInterest pteInterest = new PteInterest();
    private final List<LiveModelListener> listeners = new CopyOnWriteArrayList<>();
    private final Subscription subscription;
    private Moment moment;
    private int scopes;
    private boolean closed;

    /**
     * Makes the model of the session's present moment and follows it from now on. To be called on the model's thread.
     *
     * @param session the session to follow
     * @param executor runs a task later on the model's thread
     */
    public LiveModel(Session session, Executor executor) {
        this.moment = Objects.requireNonNull(session.moment());
        reconciler.reconcile(moment.view(), pteInterest);
        log.take();
        this.subscription = session.subscribe(this::apply, executor);
    }

    /** The root of the model, the same object for the life of this live model. */
    public Machine machine() {
        return reconciler.machine();
    }

    /** The moment that the model shows. */
    public Moment moment() {
        return moment;
    }

    /**
     * Adds a listener.
     *
     * @param listener called on the model's thread
     * @return ends the registration when closed
     */
    public Subscription addListener(LiveModelListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return () -> listeners.remove(listener);
    }

    /**
     * The entry of a frame in the page frame number database, as an object that follows the session for as long as
     * somebody holds it. Asking again gives the same object.
     *
     * @param frame from 0 to one less than the frames of the machine
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public PfnEntry pfnEntry(int frame) {
        return entries.of(frame, moment.view().pfns());
    }

    /**
     * Fills {@link Process#getPtes()} now and keeps it up to date until the subscription is closed. Several may ask for
     * the same process; the entries go with the last of them.
     *
     * @param process a process of this model
     */
    public Subscription keepPtes(Process process) {
        if (pteInterest.add(process)) {
            refreshPtes(process);
        }
        return new PteSubscription(process);
    }

    /**
     * Opens a change scope; scopes nest, and listeners are told when the outermost is closed. For those who cause
     * several changes that belong together, such as asking for the PTEs of several processes.
     */
    public Scope openScope() {
        scopes++;
        return this::closeScope;
    }

    /** A change scope; to be closed in all cases. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Stops following the session. The tree stays as it is. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        listeners.clear();
    }

    private void apply(Moment next) {
        if (closed) {
            return;
        }
        try (Scope scope = openScope()) {
            moment = next;
            reconciler.reconcile(next.view(), pteInterest);
            entries.update(next.view().pfns());
            log.momentTaken();
        }
    }

    private void refreshPtes(Process process) {
        try (Scope scope = openScope()) {
            reconciler.reconcilePtes(process, moment.view(), pteInterest);
        }
    }

    private void closeScope() {
        if (--scopes > 0 || !log.worthTelling()) {
            return;
        }
        ChangeLog.Entry entry = log.take();
        ModelChange change = new ModelChange(entry.added(), entry.removed(), entry.changed(), moment,
                entry.momentTaken());
        listeners.forEach(listener -> listener.modelChanged(change));
    }

    private final class PteSubscription implements Subscription {
        private final Process process;
        private boolean open = true;

        PteSubscription(Process process) {
            this.process = process;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                if (pteInterest.remove(process) && !closed) {
                    refreshPtes(process);
                }
            }
        }
    }
}
