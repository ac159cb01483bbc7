package org.mmscope.kernel.view;

import java.util.Map;

import org.mmscope.machine.PagingMode;

/**
 * What machine this is and where its kernel keeps things.
 *
 * @param profile the release simulated: nt4, w2k, xp, ws2003
 * @param paging paging mode
 * @param physicalPages frames of physical memory
 * @param time virtual time since boot, in 100 ns
 * @param pfnDatabase virtual address of the page frame number database
 * @param systemPageDirectory frame of the System process's page directory
 * @param kernelBase virtual base of the kernel image
 * @param symbols virtual addresses of kernel globals by their public names, in a fixed order
 */
public record MachineDescription(String profile, PagingMode paging, int physicalPages, long time, long pfnDatabase,
        int systemPageDirectory, long kernelBase, Map<String, Long> symbols) {
}
