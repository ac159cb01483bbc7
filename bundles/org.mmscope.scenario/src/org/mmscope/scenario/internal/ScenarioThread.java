package org.mmscope.scenario.internal;

import org.mmscope.kernel.process.EThread;

/**
 * A thread that a scenario has created.
 *
 * @param thread the thread
 * @param process the name of its process
 */
public record ScenarioThread(EThread thread, String process) {
}
