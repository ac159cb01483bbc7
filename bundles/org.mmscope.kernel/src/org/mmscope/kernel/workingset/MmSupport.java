package org.mmscope.kernel.workingset;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/**
 * Virtual addresses of the fields of an MMSUPPORT, of which there is one for each working set.
 *
 * @param faults PageFaultCount
 * @param size WorkingSetSize
 * @param peak PeakWorkingSetSize
 * @param minimum MinimumWorkingSetSize
 * @param maximum MaximumWorkingSetSize
 * @param list VmWorkingSetList
 * @param idle EstimatedAvailable
 * @param growth GrowthSinceLastEstimate
 * @param lastTrim LastTrimTime
 */
public record MmSupport(int faults, int size, int peak, int minimum, int maximum, int list, int idle, int growth,
        int lastTrim) {

    /** The fields of the MMSUPPORT at an address. */
    public static MmSupport at(int address, StructureLayouts layouts) {
        StructureLayout support = layouts.structure("MMSUPPORT");
        return new MmSupport(address + support.offset("PageFaultCount"), address + support.offset("WorkingSetSize"),
                address + support.offset("PeakWorkingSetSize"), address + support.offset("MinimumWorkingSetSize"),
                address + support.offset("MaximumWorkingSetSize"), address + support.offset("VmWorkingSetList"),
                address + support.offset("EstimatedAvailable"),
                address + support.offset("GrowthSinceLastEstimate"), address + support.offset("LastTrimTime"));
    }
}
