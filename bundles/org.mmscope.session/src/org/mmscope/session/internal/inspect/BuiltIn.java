package org.mmscope.session.internal.inspect;

import java.util.List;

import org.mmscope.session.inspect.Inspector;

/** The inspections built in. */
public final class BuiltIn {

    private BuiltIn() {
    }

    /** One of each. */
    public static List<Inspector> inspectors() {
        return List.of(new ProcessInspector(), new VadInspector(), new PteInspector(), new PfnInspector(),
                new ControlAreaInspector(), new MemoryUsageInspector(), new VirtualMemoryInspector(),
                new WorkingSetInspector(), new SystemWorkingSetInspector(), new SessionWorkingSetInspector(),
                new AddressInspector(), new VirtualToPhysicalInspector(),
                new PhysicalToVirtualInspector(), new WhoMapsInspector(), new ExplainInspector(),
                new WhyPrivateInspector(), new SharingInspector(), new CommitInspector(), new LargestFreeInspector(),
                new PoolUsedInspector(), new SystemPteInspector(), new DumpWordsInspector(), new DumpBytesInspector(),
                new HandleInspector(), new HeapInspector(), new ThreadInspector(), new FileCacheInspector());
    }
}
