package org.mmscope.kernel.process;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.workingset.MmSupport;
import org.mmscope.kernel.workingset.WorkingSetRoom;

/** Offsets of the fields of EPROCESS that the kernel uses, in bytes. */
public final class ProcessLayout {

    public final int size;
    public final int directoryTableBase;
    public final int basePriority;
    public final int executeOptions;
    public final int createTime;
    public final int exitTime;
    public final int processId;
    public final int activeLinks;
    public final int commitCharge;
    public final int commitChargePeak;
    public final int virtualSize;
    public final int peakVirtualSize;
    public final int objectTable;
    public final int workingSetPage;
    public final int vadRoot;
    public final int numberOfPrivatePages;
    public final int parentId;
    public final int imageFileName;
    public final int peb;
    public final int cloneRoot;
    public final int paeTop;
    public final int nextPageColor;
    public final int flags;
    public final int state;
    public final int auditName;
    public final int aweInfo;
    public final int workingSet;
    public final int pageFaultCount;
    /** NT counts hard faults for the whole system only; the count of a process is kept in its unused HardwareTrigger. */
    public final int hardFaultCount;
    public final int peakWorkingSetSize;
    private final StructureLayouts layouts;
    private final WorkingSetRoom room;

    public ProcessLayout(StructureLayouts layouts, KernelLayout kernel) {
        this.layouts = layouts;
        room = new WorkingSetRoom(kernel.workingSetList(), kernel.workingSetHash(), kernel.hyperspaceEnd(),
                kernel.hyperspace());
        StructureLayout process = layouts.structure("EPROCESS");
        size = process.size();
        directoryTableBase = process.offset("Pcb.DirectoryTableBase");
        basePriority = process.offset("Pcb.BasePriority");
        executeOptions = process.offset("Pcb.ExecuteOptions");
        createTime = process.offset("CreateTime");
        exitTime = process.offset("ExitTime");
        processId = process.offset("UniqueProcessId");
        activeLinks = process.offset("ActiveProcessLinks");
        commitCharge = process.offset("CommitCharge");
        commitChargePeak = process.offset("CommitChargePeak");
        virtualSize = process.offset("VirtualSize");
        peakVirtualSize = process.offset("PeakVirtualSize");
        objectTable = process.offset("ObjectTable");
        workingSetPage = process.offset("WorkingSetPage");
        vadRoot = process.offset("VadRoot");
        numberOfPrivatePages = process.offset("NumberOfPrivatePages");
        parentId = process.offset("InheritedFromUniqueProcessId");
        imageFileName = process.offset("ImageFileName");
        peb = process.offset("Peb");
        cloneRoot = process.offset("CloneRoot");
        paeTop = process.offset("PaeTop");
        nextPageColor = process.offset("NextPageColor");
        flags = process.offset("Flags");
        state = process.offset("Pcb.State");
        auditName = process.offset("SeAuditProcessCreationInfo");
        aweInfo = process.offset("AweInfo");
        workingSet = process.offset("Vm");
        hardFaultCount = process.offset("HardwareTrigger");
        pageFaultCount = process.offset("Vm.PageFaultCount");
        peakWorkingSetSize = process.offset("Vm.PeakWorkingSetSize");
    }

    /** The MMSUPPORT of the EPROCESS at an address. */
    MmSupport support(int process) {
        return MmSupport.at(process + workingSet, layouts);
    }

    /** Where a process has its working-set list. */
    WorkingSetRoom room() {
        return room;
    }
}
