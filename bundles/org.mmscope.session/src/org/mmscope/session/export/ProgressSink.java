package org.mmscope.session.export;

/** Takes the progress of an export and can end it early. Called on the exporting thread. */
public interface ProgressSink {

    /** Nobody watches and nobody cancels. */
    ProgressSink NONE = (done, total) -> {
    };

    /**
     * Work done so far.
     *
     * @param done units done
     * @param total units in all, more than 0
     */
    void progress(long done, long total);

    /** Whether the export is to end now; it then throws CancellationException and leaves no file behind. */
    default boolean cancelled() {
        return false;
    }

    /**
     * Reports progress and ends the export if it was cancelled.
     *
     * @throws java.util.concurrent.CancellationException if it was
     */
    default void step(long done, long total) {
        if (cancelled()) {
            throw new java.util.concurrent.CancellationException();
        }
        progress(done, total);
    }
}
