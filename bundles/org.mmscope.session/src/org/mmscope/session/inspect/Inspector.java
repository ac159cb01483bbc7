package org.mmscope.session.inspect;

import org.mmscope.kernel.view.MachineView;

/**
 * Answers one question about a machine. Implementations carry {@link Inspection}, hold no state and may be used from
 * any thread.
 */
@FunctionalInterface
public interface Inspector {

    /**
     * Answers.
     *
     * @param view the machine at one moment
     * @param arguments what the question is about, already checked against the description
     * @throws QueryException if the arguments ask for something that this machine does not have
     * @throws org.mmscope.kernel.view.DamagedImageException if the machine's memory cannot be decoded
     */
    Answer inspect(MachineView view, Arguments arguments);
}
