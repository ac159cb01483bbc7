package org.mmscope.scenario.internal;

import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.Profile;
import org.mmscope.machine.PagingMode;
import org.mmscope.scenario.MachineOptions;

/** What the kernel is told of a {@code machine} line. */
public final class MachineConfiguration {

    private MachineConfiguration() {
    }

    /** The configuration of a machine. */
    public static KernelConfiguration of(MachineOptions options) {
        KernelConfiguration configuration = KernelConfiguration.defaults().withProfile(Profile.of(options.profile()))
                .withMemoryBytes(options.memory())
                .withPaging(options.paging().equals("pae") ? PagingMode.PAE : PagingMode.X86)
                .withUserSpaceBytes(options.userva()).withEdition(options.edition())
                .withLargePages(options.largePages()).withSeed(options.seed()).withPolicy(options.policy());
        for (long size : options.pageFiles()) {
            configuration = configuration.withPageFile(size);
        }
        return options.dep().isEmpty() ? configuration : configuration.withDep(dep(options.dep()));
    }

    private static DepPolicy dep(String name) {
        return switch (name) {
            case "optin" -> DepPolicy.OPT_IN;
            case "optout" -> DepPolicy.OPT_OUT;
            case "alwayson" -> DepPolicy.ALWAYS_ON;
            default -> DepPolicy.ALWAYS_OFF;
        };
    }
}
