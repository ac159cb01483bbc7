package org.mmscope.kernel.thread;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ThreadManager;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.ThreadEvent;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.vad.FixedRanges;
import org.mmscope.machine.VirtualClock;

/** Creates, runs and ends threads: ETHREADs in the lists of their process and its KPROCESS. */
public final class ThreadControl implements ThreadManager, ObjectManager.TypeProcedures {

    /** A tick of the system's clock, in 100 ns. */
    public static final long TICK = 100_000;

    private static final int ID_STEP = 4;
    private static final int USER_MODE = 1;
    /** KOBJECTS: what the dispatcher header of a thread says. */
    private static final int THREAD_OBJECT = 6;
    private static final int SYSTEM_THREAD = 1 << 4;

    private final SystemMemory system;
    private final KernelLayout kernel;
    private final ThreadLayout layout;
    private final ObjectManager objects;
    private final KernelStacks kernelStacks;
    private final UserStacks userStacks;
    private final VirtualClock clock;
    private final Events events;
    private final StackGrowth growth;
    private Processes processes;

    /** Finds and attaches processes. */
    public interface Processes {

        /** The process of an EPROCESS. */
        ProcessObject at(int address);

        /** Makes a process the current one. */
        void attach(EProcess process);

        /** Brings the kernel stack of a thread into memory that is to run. */
        void present(ProcessObject process, ThreadObject thread);
    }

    public ThreadControl(SystemMemory system, KernelLayout kernel, ThreadLayout layout, ObjectManager objects,
            KernelStacks kernelStacks, VirtualMemoryServices memory, FixedRanges ranges, VirtualClock clock,
            Events events) {
        this.system = system;
        this.kernel = kernel;
        this.layout = layout;
        this.objects = objects;
        this.kernelStacks = kernelStacks;
        userStacks = new UserStacks(memory, ranges);
        this.clock = clock;
        this.events = events;
        growth = new StackGrowth(this, userStacks, events);
        objects.procedures(ObjectType.THREAD, this);
    }

    /** Sets who knows the processes. */
    public void processes(Processes value) {
        processes = value;
    }

    /** What grows stacks. */
    public StackGrowth growth() {
        return growth;
    }

    /** Makes the lists of a new process. */
    public void prepare(ProcessObject process) {
        ListEntry.initialize(system, process.address() + layout.processList);
        ListEntry.initialize(system, process.address() + layout.processKernelList);
    }

    /** Makes the threads of the system, one for each that the memory manager has; for the boot. */
    public void boot(ProcessObject process) {
        for (SystemThread each : SystemThread.values()) {
            int body = begin(process);
            if (body == 0) {
                throw new IllegalArgumentException("not enough memory for the threads of the system");
            }
            ThreadObject thread = describe(process, body, each.priority());
            thread.set(layout.crossThreadFlags, SYSTEM_THREAD);
            thread.setByte(layout.waitReason, ThreadObject.EXECUTIVE);
            thread.setByte(layout.waitMode, 0);
            thread.setByte(layout.enableStackSwap, 0);
        }
    }

    @Override
    public int create(EProcess owner, ThreadOptions options, EThread[] thread) {
        ProcessObject process = (ProcessObject) owner;
        UserStack[] stack = new UserStack[1];
        int status = userStacks.create(process, options, stack);
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        int body = begin(process);
        if (body == 0) {
            userStacks.delete(process, stack[0]);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int id = system.read32(body + layout.uniqueThread);
        int teb = userStacks.createTeb(process, id, stack[0]);
        if (teb == 0) {
            userStacks.delete(process, stack[0]);
            objects.dereference(body);
            return NtStatus.NO_MEMORY;
        }
        ThreadObject made = describe(process, body, system.read8(process.address() + process.layout().basePriority));
        made.set(layout.teb, teb);
        thread[0] = made;
        return NtStatus.SUCCESS;
    }

    /** Gives a fork a thread on the copy of the stack and the TEB of its parent's. */
    public int fork(ProcessObject parent, ProcessObject child) {
        EThread forking = first(parent);
        if (forking == null) {
            return NtStatus.SUCCESS;
        }
        int body = begin(child);
        if (body == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        ThreadObject made = describe(child, body, system.read8(child.address() + child.layout().basePriority));
        made.set(layout.teb, forking.teb());
        return userStacks.adoptTeb(child, forking.teb(), made.threadId()) ? NtStatus.SUCCESS : NtStatus.NO_MEMORY;
    }

    /** Makes an object with a kernel stack, in no list yet; 0 without memory. */
    private int begin(ProcessObject process) {
        int body = objects.create(ObjectType.THREAD, layout.size, false);
        if (body == 0) {
            return 0;
        }
        system.write32(body + layout.process, process.address());
        objects.reference(process.address());
        system.write32(body + layout.uniqueProcess, process.processId());
        system.write32(body + layout.uniqueThread,
                system.add32(kernel.address(KernelSymbol.PSP_LAST_THREAD_ID), ID_STEP));
        int limit = kernelStacks.create();
        if (limit == 0) {
            objects.dereference(body);
            return 0;
        }
        system.write32(body + layout.stackLimit, limit);
        system.write32(body + layout.initialStack, limit + KernelStacks.SIZE);
        system.write32(body + layout.stackBase, limit + KernelStacks.SIZE);
        system.write32(body + layout.kernelStack, limit + KernelStacks.SIZE - KernelStacks.USED);
        return body;
    }

    private ThreadObject describe(ProcessObject process, int body, int priority) {
        ThreadObject thread = at(body);
        system.write8(body, THREAD_OBJECT);
        system.write8(body + 2, layout.kernelSize / 4);
        thread.setByte(layout.priority, priority);
        thread.setByte(layout.basePriority, priority);
        thread.setByte(layout.waitReason, ThreadObject.USER_REQUEST);
        thread.setByte(layout.waitMode, USER_MODE);
        thread.setByte(layout.enableStackSwap, 1);
        thread.set(layout.apcProcess, process.address());
        system.write64(body + layout.createTime,
                system.read64(process.address() + process.layout().createTime) << layout.createTimeShift);
        thread.kernelStackResident(true);
        thread.begin(ticks());
        ListEntry.insertTail(system, process.address() + layout.processList, body + layout.listEntry);
        ListEntry.insertTail(system, process.address() + layout.processKernelList, body + layout.kernelListEntry);
        process.add(layout.activeThreads, 1);
        stackCount(process, 1);
        tell(ThreadEvent.Change.CREATED, thread);
        return thread;
    }

    private void stackCount(ProcessObject process, int delta) {
        int at = process.address() + layout.stackCount;
        system.write16(at, system.read16(at) + delta);
    }

    private ThreadObject at(int address) {
        return new ThreadObject(system, layout, address);
    }

    /** The system's clock, in ticks. */
    public int ticks() {
        return (int) (clock.time() / TICK);
    }

    private void tell(ThreadEvent.Change change, ThreadObject thread) {
        if (events.wanted()) {
            events.emit(new ThreadEvent(change, thread.address(), thread.threadId()));
        }
    }

    @Override
    public void exit(EThread ending) {
        ThreadObject thread = (ThreadObject) ending;
        ProcessObject process = processes.at(thread.processAddress());
        int teb = thread.teb();
        end(process, thread);
        if (teb != 0) {
            userStacks.delete(process, teb);
        }
    }

    private void end(ProcessObject process, ThreadObject thread) {
        tell(ThreadEvent.Change.EXITED, thread);
        ListEntry.remove(system, thread.address() + layout.listEntry);
        ListEntry.remove(system, thread.address() + layout.kernelListEntry);
        process.add(layout.activeThreads, -1);
        if (thread.kernelStackResident()) {
            stackCount(process, -1);
        }
        boolean ran = thread.equals(running());
        objects.dereference(thread.address());
        if (ran) {
            running(null);
            attached(process);
        }
    }

    /** Ends every thread of a process that is ending; their user halves go with the address space. */
    public void exitAll(ProcessObject process) {
        for (EThread thread : all(process)) {
            end(process, (ThreadObject) thread);
        }
    }

    @Override
    public void delete(int body) {
        int limit = system.read32(body + layout.stackLimit);
        if (limit != 0) {
            kernelStacks.delete(limit);
        }
        objects.dereference(system.read32(body + layout.process));
    }

    @Override
    public void attach(EThread thread) {
        processes.attach(processes.at(thread.processAddress()));
        run((ThreadObject) thread);
    }

    /** A process has been attached: unless one of its threads runs, its first one does from now on. */
    public void attached(ProcessObject process) {
        ThreadObject before = running();
        if (before == null || before.processAddress() != process.address()) {
            run((ThreadObject) first(process));
        }
    }

    private void run(ThreadObject thread) {
        ThreadObject before = running();
        if (thread == null ? before == null : thread.equals(before)) {
            return;
        }
        if (before != null) {
            before.begin(ticks());
        }
        running(null);
        if (thread != null) {
            processes.present(processes.at(thread.processAddress()), thread);
            thread.run();
        }
        running(thread);
    }

    private void running(ThreadObject thread) {
        system.write32(kernel.address(KernelSymbol.KI_CURRENT_THREAD), thread == null ? 0 : thread.address());
    }

    @Override
    public List<EThread> all(EProcess process) {
        List<EThread> all = new ArrayList<>();
        int head = process.address() + layout.processList;
        for (int entry = ListEntry.next(system, head); entry != head; entry = ListEntry.next(system, entry)) {
            all.add(at(entry - layout.listEntry));
        }
        return all;
    }

    @Override
    public EThread first(EProcess process) {
        int head = process.address() + layout.processList;
        int entry = ListEntry.next(system, head);
        return entry == head ? null : at(entry - layout.listEntry);
    }

    @Override
    public EThread current() {
        return running();
    }

    /** The thread that runs, or null. */
    ThreadObject running() {
        int address = system.read32(kernel.address(KernelSymbol.KI_CURRENT_THREAD));
        return address == 0 ? null : at(address);
    }

    /** Takes the kernel stack of a thread that waits out of memory, and gives the stacks that its process has left. */
    public int pageOutStack(ProcessObject process, ThreadObject thread) {
        kernelStacks.pageOut(thread);
        stackCount(process, -1);
        tell(ThreadEvent.Change.STACK_PAGED_OUT, thread);
        return system.read16(process.address() + layout.stackCount);
    }

    /** Brings the kernel stack of a thread back; false without memory. */
    public boolean pageInStack(ProcessObject process, ThreadObject thread) {
        if (!kernelStacks.pageIn(thread)) {
            return false;
        }
        stackCount(process, 1);
        tell(ThreadEvent.Change.STACK_PAGED_IN, thread);
        kernelStacks.requireSignature(thread);
        return true;
    }
}
