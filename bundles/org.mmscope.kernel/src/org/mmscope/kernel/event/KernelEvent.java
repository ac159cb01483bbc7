package org.mmscope.kernel.event;

/** Something that happened in the kernel. */
public sealed interface KernelEvent permits PageMoved, PteChanged, FaultStep, VadChanged, ProcessEvent, SectionEvent,
        ThreadEvent, SystemThreadStep {
}
