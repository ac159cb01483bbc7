package org.mmscope.model.live;

/** Hears of changes of a live model. */
@FunctionalInterface
public interface LiveModelListener {

    /**
     * The model has taken a moment, or objects were made on demand. Called once a change scope, on the model's thread,
     * after the last change of it; the model may be read, not changed.
     *
     * @param change what became of the model
     */
    void modelChanged(ModelChange change);
}
