package org.mmscope.model.live;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.eclipse.emf.ecore.EObject;
import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Pool;
import org.mmscope.model.Process;
import org.mmscope.model.WorkingSet;
import org.mmscope.model.live.internal.ChangeLog;
import org.mmscope.model.live.internal.Interest;
import org.mmscope.model.live.internal.MachineReconciler;
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
    private final Interest interest = new Interest();
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
        reconciler.reconcile(moment.view(), interest);
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
     * somebody holds it. Asking again gives the same object; it is an element of {@link Machine#getPfns()}, too.
     *
     * @param frame from 0 to one less than the frames of the machine
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public PfnEntry pfnEntry(int frame) {
        return reconciler.pfnEntry(frame);
    }

    /** How many PFN entries exist because somebody holds them. */
    public int pfnEntriesMade() {
        return reconciler.pfnEntriesMade();
    }

    /**
     * Fills {@link Process#getPtes()} now and keeps it up to date until the subscription is closed. Several may ask for
     * the same process; the entries go with the last of them.
     *
     * @param process a process of this model
     */
    public Subscription keepPtes(Process process) {
        return keep(process);
    }

    /**
     * As {@link #keepPtes(Process)}, for {@link WorkingSet#getEntries()}.
     *
     * @param workingSet a working set of this model
     */
    public Subscription keepEntries(WorkingSet workingSet) {
        return keep(workingSet);
    }

    /**
     * As {@link #keepPtes(Process)}, for {@link Pool#getTags()}.
     *
     * @param pool a pool of this model
     */
    public Subscription keepTags(Pool pool) {
        return keep(pool);
    }

    private Subscription keep(EObject owner) {
        if (interest.add(owner)) {
            refresh(owner);
        }
        return new Keeping(owner);
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
            reconciler.reconcile(next.view(), interest);
            log.momentTaken();
        }
    }

    private void refresh(EObject owner) {
        try (Scope scope = openScope()) {
            reconciler.reconcileEntries(owner, moment.view(), interest);
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

    private final class Keeping implements Subscription {
        private final EObject owner;
        private boolean open = true;

        Keeping(EObject owner) {
            this.owner = owner;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                if (interest.remove(owner) && !closed) {
                    refresh(owner);
                }
            }
        }
    }
}
