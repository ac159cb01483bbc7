package org.mmscope.scenario.internal;

import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelConfiguration.LargePageUse;
import org.mmscope.kernel.Profile;
import org.mmscope.machine.PagingMode;
import org.mmscope.scenario.MachineOptions;

/** What the kernel is told of a {@code machine} line. */
public final class MachineConfiguration {

    private MachineConfiguration() {
    }

    /**
     * The configuration of a machine.
     *
     * @throws org.mmscope.kernel.ConfigurationException if there is no such machine
     */
    public static KernelConfiguration of(MachineOptions options) {
        return new KernelConfiguration(Profile.of(options.profile()), options.memory(), options.pageFiles(),
                options.paging().equals("pae") ? PagingMode.PAE : PagingMode.X86, options.userva(), options.edition(),
                dep(options.dep()), largePages(options.largePages()), options.seed(), options.policy());
    }

    /** What is to be said of a machine that is simulated all the same; empty for nothing. */
    public static String warning(MachineOptions options) {
        KernelConfiguration machine = of(options);
        if (machine.usedMemoryBytes() == machine.memoryBytes()) {
            return "";
        }
        return machine.profile().title() + " " + machine.chosenEdition().title() + " uses "
                + (machine.usedMemoryBytes() >> 30) + " GB of memory on this machine; the rest is left unused";
    }

    private static LargePageUse largePages(String name) {
        return switch (name) {
            case "on" -> LargePageUse.ON;
            case "off" -> LargePageUse.OFF;
            default -> LargePageUse.BY_MEMORY;
        };
    }

    private static DepPolicy dep(String name) {
        return switch (name) {
            case "optout" -> DepPolicy.OPT_OUT;
            case "alwayson" -> DepPolicy.ALWAYS_ON;
            case "alwaysoff" -> DepPolicy.ALWAYS_OFF;
            default -> DepPolicy.OPT_IN;
        };
    }
}
