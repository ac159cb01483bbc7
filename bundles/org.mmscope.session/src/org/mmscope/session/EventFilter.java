package org.mmscope.session;

import java.util.Set;

import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.event.PageMoved;
import org.mmscope.kernel.event.PteChanged;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.event.VadChanged;

/** Which events of a log are wanted. Asked on the thread that asks the log, once an event; must not ask the log. */
@FunctionalInterface
public interface EventFilter {

    /** Every event. */
    EventFilter ALL = event -> true;

    /** Whether an event is wanted. */
    boolean wants(KernelEvent event);

    /** What both want. */
    default EventFilter and(EventFilter other) {
        return event -> wants(event) && other.wants(event);
    }

    /** What at least one wants. */
    default EventFilter or(EventFilter other) {
        return event -> wants(event) || other.wants(event);
    }

    /** Events of some types. */
    static EventFilter types(Set<Class<? extends KernelEvent>> types) {
        Set<Class<? extends KernelEvent>> wanted = Set.copyOf(types);
        return event -> wanted.contains(event.getClass());
    }

    /** Steps of faults, of some kinds. */
    static EventFilter steps(Set<FaultStep.Kind> kinds) {
        Set<FaultStep.Kind> wanted = Set.copyOf(kinds);
        return event -> event instanceof FaultStep step && wanted.contains(step.kind());
    }

    /** Events that name a virtual address from the first to the last, as what faulted or as where a structure lies. */
    static EventFilter addresses(long first, long last) {
        return event -> switch (event) {
            case FaultStep step -> between(step.va(), first, last) || between(step.structure(), first, last);
            case PteChanged changed -> between(changed.pteAddress(), first, last);
            case VadChanged changed -> between(changed.vad(), first, last);
            case SectionEvent section -> between(section.address(), first, last);
            default -> false;
        };
    }

    private static boolean between(int address, long first, long last) {
        long unsigned = address & 0xFFFF_FFFFL;
        return unsigned >= first && unsigned <= last;
    }

    /** Moves of a frame. */
    static EventFilter frame(int pfn) {
        return event -> event instanceof PageMoved moved && moved.pfn() == pfn;
    }
}
