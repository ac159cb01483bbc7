package org.mmscope.session.snapshot;

import java.util.Map;

import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.machine.PhysicalReader;

/**
 * What a native snapshot holds.
 *
 * @param machine what machine it is
 * @param memory its physical memory, which any thread may read while it is written
 * @param state what memory does not hold and resuming needs, by name, in the order written; names are not empty and
 *        at most 200 characters
 */
public record SnapshotContent(MachineDescription machine, PhysicalReader memory, Map<String, StateChunk> state) {
}
