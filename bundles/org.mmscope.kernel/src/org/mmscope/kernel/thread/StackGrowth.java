package org.mmscope.kernel.thread;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.fault.PageFaultHandler;
import org.mmscope.kernel.process.ProcessObject;

/**
 * The growth of a thread's stack when it touches the guard page (MiCheckForUserStackOverflow): the page below is
 * committed as the new guard. The last page of a stack is never committed; the one above it is when the guard would
 * have to go there, and the thread is told of a stack overflow.
 */
final class StackGrowth implements PageFaultHandler.GuardPages {

    private static final int PAGE = 4096;

    private final ThreadControl threads;
    private final UserStacks stacks;
    private final Events events;

    StackGrowth(ThreadControl threads, UserStacks stacks, Events events) {
        this.threads = threads;
        this.stacks = stacks;
        this.events = events;
    }

    @Override
    public int touched(ProcessObject process, int va) {
        events.suspendFault();
        ThreadObject thread = threads.running();
        UserStack stack = thread == null || thread.processAddress() != process.address() || thread.teb() == 0 ? null
                : stacks.read(process, thread.teb());
        int status = NtStatus.GUARD_PAGE_VIOLATION;
        if (stack != null && Integer.compareUnsigned(va, stack.base()) < 0
                && Integer.compareUnsigned(va, stack.allocation()) >= 0) {
            status = grow(process, thread, va, (stack.allocation() & -PAGE) + PAGE);
        }
        events.resumeFault(va);
        return status;
    }

    private int grow(ProcessObject process, ThreadObject thread, int va, int last) {
        int page = va & -PAGE;
        boolean room = Integer.compareUnsigned(page - PAGE, last) > 0;
        if (!room) {
            events.resumeFault(va);
            int status = stacks.commit(process, last, PAGE, MemoryConstants.PAGE_READWRITE);
            events.suspendFault();
            if (status == NtStatus.SUCCESS) {
                stacks.limit(process, thread.teb(), last);
            }
            return NtStatus.STACK_OVERFLOW;
        }
        stacks.limit(process, thread.teb(), page);
        events.resumeFault(va);
        int status = stacks.commit(process, page - PAGE, PAGE,
                MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD);
        events.step(FaultStep.Kind.STACK_GROWN, thread.teb(), page - PAGE & 0xFFFFFFFFL);
        return status == NtStatus.SUCCESS ? NtStatus.SUCCESS : NtStatus.STACK_OVERFLOW;
    }
}
