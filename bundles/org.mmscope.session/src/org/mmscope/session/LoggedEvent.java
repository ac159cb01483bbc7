package org.mmscope.session;

import org.mmscope.kernel.event.KernelEvent;

/**
 * An event of a run's log. Immutable.
 *
 * @param number which event of the run, from 0
 * @param statement which statement it happened in, from 1
 * @param event what happened
 */
public record LoggedEvent(long number, long statement, KernelEvent event) {
}
