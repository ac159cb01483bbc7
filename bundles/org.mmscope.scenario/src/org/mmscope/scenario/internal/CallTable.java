package org.mmscope.scenario.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.CallResult;
import org.mmscope.win32.FileCalls;
import org.mmscope.win32.HeapCalls;
import org.mmscope.win32.PhysicalPageCalls;
import org.mmscope.win32.ReferenceCalls;
import org.mmscope.win32.SectionCalls;
import org.mmscope.win32.VirtualMemoryCalls;
import org.mmscope.win32.Win32;
import org.mmscope.win32.WorkingSetCalls;

/** The calls of the language by name, and what each does. */
public final class CallTable {

    /** Makes one call. */
    @FunctionalInterface
    interface Invocation {
        CallResult invoke(EProcess caller, Arguments arguments);
    }

    private final Map<String, Invocation> calls = new HashMap<>();

    public CallTable(Win32 win32) {
        addVirtualMemory(win32.virtualMemory());
        addFiles(win32.files());
        addSections(win32.sections());
        addHeaps(win32.heaps());
        calls.put("GetSystemInfo", (p, a) -> win32.information().getSystemInfo(p));
        calls.put("GetLargePageMinimum", (p, a) -> win32.information().getLargePageMinimum(p));
        calls.put("LoadLibrary", (p, a) -> win32.loader().loadLibrary(p, a.text(0)));
        calls.put("GlobalMemoryStatus", (p, a) -> win32.information().globalMemoryStatus(p));
        addWorkingSets(win32.workingSets());
        addPhysicalPages(win32.physicalPages());
        addReferences(win32.references());
    }

    CallResult invoke(String name, EProcess caller, Arguments arguments) {
        return calls.get(name).invoke(caller, arguments);
    }

    /** The names of the calls that can be made. */
    Set<String> names() {
        return calls.keySet();
    }

    private void addVirtualMemory(VirtualMemoryCalls memory) {
        calls.put("VirtualAlloc",
                (p, a) -> memory.virtualAlloc(p, a.number(0), a.number(1), a.number(2), a.number(3)));
        calls.put("VirtualAllocEx", (p, a) -> memory.virtualAllocEx(p, a.process(0), a.number(1), a.number(2),
                a.number(3), a.number(4)));
        calls.put("VirtualFree", (p, a) -> memory.virtualFree(p, a.number(0), a.number(1), a.number(2)));
        calls.put("VirtualProtect", (p, a) -> memory.virtualProtect(p, a.number(0), a.number(1), a.number(2)));
        calls.put("VirtualQuery", (p, a) -> memory.virtualQuery(p, a.number(0)));
        calls.put("VirtualLock", (p, a) -> memory.virtualLock(p, a.number(0), a.number(1)));
        calls.put("VirtualUnlock", (p, a) -> memory.virtualUnlock(p, a.number(0), a.number(1)));
        calls.put("ReadProcessMemory",
                (p, a) -> memory.readProcessMemory(p, a.process(0), a.number(1), a.number(2)));
        calls.put("WriteProcessMemory",
                (p, a) -> memory.writeProcessMemory(p, a.process(0), a.number(1), a.number(2), a.number(3)));
    }

    private void addFiles(FileCalls files) {
        calls.put("CreateFile", (p, a) -> files.createFile(p, a.text(0), a.number(1), a.number(2), a.number(3)));
        calls.put("DeleteFile", (p, a) -> files.deleteFile(p, a.text(0)));
        calls.put("ReadFile", (p, a) -> files.readFile(p, a.number(0), a.number(1)));
        calls.put("WriteFile", (p, a) -> files.writeFile(p, a.number(0), a.number(1), a.number(2)));
        calls.put("GetFileSize", (p, a) -> files.getFileSize(p, a.number(0)));
        calls.put("SetFilePointer", (p, a) -> files.setFilePointer(p, a.number(0), a.number(1), a.number(2)));
        calls.put("SetEndOfFile", (p, a) -> files.setEndOfFile(p, a.number(0)));
        calls.put("FlushFileBuffers", (p, a) -> files.flushFileBuffers(p, a.number(0)));
    }

    private void addSections(SectionCalls sections) {
        calls.put("CreateFileMapping", (p, a) -> sections.createFileMapping(p, a.number(0), a.number(1), a.number(2),
                a.number(3), a.text(4)));
        calls.put("OpenFileMapping", (p, a) -> sections.openFileMapping(p, a.number(0), a.text(1)));
        calls.put("MapViewOfFile", (p, a) -> sections.mapViewOfFile(p, a.number(0), a.number(1), a.number(2),
                a.number(3), a.number(4), a.number(5)));
        calls.put("UnmapViewOfFile", (p, a) -> sections.unmapViewOfFile(p, a.number(0)));
        calls.put("FlushViewOfFile", (p, a) -> sections.flushViewOfFile(p, a.number(0), a.number(1)));
        calls.put("CloseHandle", (p, a) -> sections.closeHandle(p, a.number(0)));
    }

    private void addHeaps(HeapCalls heaps) {
        calls.put("HeapCreate", (p, a) -> heaps.heapCreate(p, a.number(0), a.number(1), a.number(2)));
        calls.put("HeapAlloc", (p, a) -> heaps.heapAlloc(p, a.number(0), a.number(1), a.number(2)));
        calls.put("HeapReAlloc",
                (p, a) -> heaps.heapReAlloc(p, a.number(0), a.number(1), a.number(2), a.number(3)));
        calls.put("HeapFree", (p, a) -> heaps.heapFree(p, a.number(0), a.number(2)));
        calls.put("HeapSize", (p, a) -> heaps.heapSize(p, a.number(0), a.number(2)));
        calls.put("HeapValidate", (p, a) -> heaps.heapValidate(p, a.number(0), a.number(2)));
        calls.put("HeapCompact", (p, a) -> heaps.heapCompact(p, a.number(0)));
        calls.put("HeapDestroy", (p, a) -> heaps.heapDestroy(p, a.number(0)));
        calls.put("GetProcessHeap", (p, a) -> heaps.getProcessHeap(p));
    }

    private void addWorkingSets(WorkingSetCalls workingSets) {
        calls.put("SetProcessWorkingSetSize",
                (p, a) -> workingSets.setProcessWorkingSetSize(p, a.number(0), a.number(1)));
        calls.put("GetProcessWorkingSetSize", (p, a) -> workingSets.getProcessWorkingSetSize(p));
        calls.put("EmptyWorkingSet", (p, a) -> workingSets.emptyWorkingSet(p));
        calls.put("GetProcessMemoryInfo", (p, a) -> workingSets.getProcessMemoryInfo(p));
    }

    private void addPhysicalPages(PhysicalPageCalls pages) {
        calls.put("AllocateUserPhysicalPages", (p, a) -> pages.allocateUserPhysicalPages(p, a.number(0)));
        calls.put("MapUserPhysicalPages",
                (p, a) -> a.has(2) ? pages.mapUserPhysicalPages(p, a.number(0), a.number(1), a.number(2))
                        : pages.unmapUserPhysicalPages(p, a.number(0), a.number(1)));
        calls.put("FreeUserPhysicalPages", (p, a) -> pages.freeUserPhysicalPages(p, a.number(0), a.number(1)));
    }

    private void addReferences(ReferenceCalls references) {
        calls.put("load8", (p, a) -> references.load8(p, a.number(0)));
        calls.put("load16", (p, a) -> references.load16(p, a.number(0)));
        calls.put("load32", (p, a) -> references.load32(p, a.number(0)));
        calls.put("store8", (p, a) -> references.store8(p, a.number(0), a.number(1)));
        calls.put("store16", (p, a) -> references.store16(p, a.number(0), a.number(1)));
        calls.put("store32", (p, a) -> references.store32(p, a.number(0), a.number(1)));
        calls.put("execute", (p, a) -> references.execute(p, a.number(0)));
        calls.put("fill", (p, a) -> references.fill(p, a.number(0), a.number(1), a.number(2)));
        calls.put("sum", (p, a) -> references.sum(p, a.number(0), a.number(1)));
        calls.put("touch", (p, a) -> references.touch(p, a.number(0), a.number(1)));
    }
}
