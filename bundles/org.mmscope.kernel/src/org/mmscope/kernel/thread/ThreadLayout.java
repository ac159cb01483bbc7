package org.mmscope.kernel.thread;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/** Offsets of the fields of ETHREAD and its KTHREAD that the kernel uses, and those of EPROCESS that name threads. */
public final class ThreadLayout {

    final int size;
    /** Bytes of the KTHREAD. */
    final int kernelSize;
    final int initialStack;
    final int stackLimit;
    final int kernelStack;
    final int stackBase;
    final int teb;
    final int state;
    final int priority;
    final int basePriority;
    final int waitReason;
    final int waitMode;
    final int waitTime;
    final int contextSwitches;
    final int kernelStackResident;
    final int enableStackSwap;
    final int apcProcess;
    final int kernelListEntry;
    final int createTime;
    /** XP keeps flags in the low three bits of the time. */
    final int createTimeShift;
    final int uniqueProcess;
    final int uniqueThread;
    final int process;
    final int listEntry;
    final int crossThreadFlags;
    final int processList;
    final int processKernelList;
    final int activeThreads;
    final int stackCount;

    public ThreadLayout(StructureLayouts layouts) {
        StructureLayout thread = layouts.structure("ETHREAD");
        size = thread.size();
        kernelSize = layouts.structure("KTHREAD").size();
        initialStack = thread.offset("Tcb.InitialStack");
        stackLimit = thread.offset("Tcb.StackLimit");
        kernelStack = thread.offset("Tcb.KernelStack");
        stackBase = thread.offset("Tcb.StackBase");
        teb = thread.offset("Tcb.Teb");
        state = thread.offset("Tcb.State");
        priority = thread.offset("Tcb.Priority");
        basePriority = thread.offset("Tcb.BasePriority");
        waitReason = thread.offset("Tcb.WaitReason");
        waitMode = thread.offset("Tcb.WaitMode");
        waitTime = thread.offset("Tcb.WaitTime");
        contextSwitches = thread.offset("Tcb.ContextSwitches");
        kernelStackResident = thread.offset("Tcb.KernelStackResident");
        enableStackSwap = thread.offset("Tcb.EnableStackSwap");
        apcProcess = thread.offset("Tcb.ApcState.Process");
        kernelListEntry = thread.offset("Tcb.ThreadListEntry");
        createTime = thread.offset("CreateTime");
        createTimeShift = thread.has("NestedFaultCount") ? 3 : 0;
        uniqueProcess = thread.offset("Cid.UniqueProcess");
        uniqueThread = thread.offset("Cid.UniqueThread");
        process = thread.offset("ThreadsProcess");
        listEntry = thread.offset("ThreadListEntry");
        crossThreadFlags = thread.offset("CrossThreadFlags");
        StructureLayout owner = layouts.structure("EPROCESS");
        processList = owner.offset("ThreadListHead");
        processKernelList = owner.offset("Pcb.ThreadListHead");
        activeThreads = owner.offset("ActiveThreads");
        stackCount = owner.offset("Pcb.StackCount");
    }
}
