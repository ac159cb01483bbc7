package org.mmscope.session.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ScenarioRunner;
import org.mmscope.session.Sample;

/**
 * The counters of a running machine by name, read from its memory in place: nothing is captured, so that asking after
 * every statement costs little. Engine thread only.
 */
final class LiveCounters {

    private static final long UNITS_A_MILLISECOND = 10_000;
    /** Page lists by their heads. */
    private static final Map<String, String> LISTS = Map.of("zeroed", "MmZeroedPageListHead", "free",
            "MmFreePageListHead", "standby", "MmStandbyPageListHead", "modified", "MmModifiedPageListHead",
            "modifiedNoWrite", "MmModifiedNoWritePageListHead", "bad", "MmBadPageListHead");
    private static final Map<String, String> GLOBALS = Map.of("available", "MmAvailablePages", "commit",
            "MmTotalCommittedPages", "commitLimit", "MmTotalCommitLimit");
    private static final Map<String, String> POOLS = Map.of("pagedPool", "PagedPoolDescriptor", "nonPagedPool",
            "NonPagedPoolDescriptor");
    /** Counters of processes by the fields of EPROCESS; what of them is hard is in HardwareTrigger. */
    private static final Map<String, String> FIELDS = Map.of("workingSet", "Vm.WorkingSetSize", "privatePages",
            "NumberOfPrivatePages", "commit", "CommitCharge", "faults", "Vm.PageFaultCount", "hardFaults",
            "HardwareTrigger");

    private final ScenarioRunner runner;
    private final Kernel kernel;
    private final KernelImage image;

    LiveCounters(ScenarioRunner runner) {
        this.runner = runner;
        kernel = runner.kernel();
        image = new KernelImage(kernel.memory(), kernel.description());
    }

    /** A view of the memory as it is; to be used before the next statement. */
    MachineView view() {
        return KernelView.of(kernel.memory(), kernel.description(), kernel.pageFileContents());
    }

    OptionalInt value(String name) {
        if (GLOBALS.containsKey(name)) {
            return OptionalInt.of((int) image.global(GLOBALS.get(name)));
        }
        if (LISTS.containsKey(name)) {
            return OptionalInt.of((int) image.field("MMPFNLIST", "Total", image.symbol(LISTS.get(name))));
        }
        if (POOLS.containsKey(name)) {
            long pool = image.symbol(POOLS.get(name));
            return OptionalInt.of((int) (image.field("POOL_DESCRIPTOR", "TotalPages", pool)
                    + image.field("POOL_DESCRIPTOR", "TotalBigPages", pool)));
        }
        return switch (name) {
            case "$i" -> OptionalInt.of(runner.counter());
            case "time" -> OptionalInt.of((int) (kernel.clock().time() / UNITS_A_MILLISECOND));
            default -> ofProcess(name);
        };
    }

    Sample sample(long statement, long faults, long hardFaults) {
        Map<String, Integer> workingSets = new LinkedHashMap<>();
        for (EProcess process : kernel.processes().all()) {
            workingSets.put(process.name(), kernel.processes().memoryCounters(process).workingSetSize());
        }
        return new Sample(statement, kernel.clock().time(), number("available"), number("standby"),
                number("modified"), number("commit"), faults, hardFaults, workingSets);
    }

    private int number(String name) {
        return value(name).orElseThrow();
    }

    private OptionalInt ofProcess(String name) {
        int border = name.indexOf('_');
        String field = border < 0 ? null : FIELDS.get(name.substring(0, border));
        EProcess process = field == null ? null : runner.process(name.substring(border + 1));
        return process == null ? OptionalInt.empty()
                : OptionalInt.of((int) image.field("EPROCESS", field, process.address() & 0xFFFF_FFFFL));
    }
}
