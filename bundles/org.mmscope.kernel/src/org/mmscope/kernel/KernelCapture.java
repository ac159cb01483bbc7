package org.mmscope.kernel;

import org.mmscope.kernel.io.VolumeCapture;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.machine.ClockCapture;
import org.mmscope.machine.MemoryCapture;
import org.mmscope.machine.ProcessorCapture;

/**
 * The whole state of a kernel and its machine at one moment. Immutable, any thread.
 *
 * @param memory physical memory
 * @param processor registers and translation buffers
 * @param clock virtual time
 * @param volume files of the volume and the contents of the page files
 * @param machine what machine it is, as views of the memory want to know
 */
public record KernelCapture(MemoryCapture memory, ProcessorCapture processor, ClockCapture clock,
        VolumeCapture volume, MachineDescription machine) {
}
