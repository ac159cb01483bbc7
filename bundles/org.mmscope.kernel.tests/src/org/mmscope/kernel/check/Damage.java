package org.mmscope.kernel.check;

import java.util.List;
import java.util.function.IntPredicate;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.MemoryCapture;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;

/** A copy of a memory image, to be damaged, with what is needed to find the places. */
final class Damage {

    private final PhysicalMemory memory;
    private final MachineDescription machine;
    /** The sound machine. */
    final MachineView sound;
    private final KernelImage image;

    Damage(MachineView sound) {
        this.sound = sound;
        machine = sound.machine();
        memory = new PhysicalMemory(sound.memory().size());
        memory.restore((MemoryCapture) sound.memory());
        image = new KernelImage(memory, machine);
    }

    /** The machine as damaged now. */
    MachineView view() {
        return KernelView.of(memory, machine);
    }

    ProcessView process(String name) {
        return sound.processes().stream().filter(process -> process.name().equals(name)).findFirst().orElseThrow();
    }

    /** A process's PTE for a page. */
    PteView pte(String process, int va) {
        return sound.ptes(process(process)).stream().filter(pte -> pte.page() == (va & 0xFFFF_FFFFL)).findFirst()
                .orElseThrow();
    }

    /** Some process's PTE of a kind. */
    PteView pte(PteKind kind) {
        return sound.processes().stream().flatMap(process -> sound.ptes(process).stream())
                .filter(pte -> pte.kind() == kind).findFirst().orElseThrow();
    }

    /** Some prototype PTE of a kind, of a control area of a kind. */
    PrototypePteView prototypePte(PteKind kind, ControlAreaView.Kind areaKind) {
        for (SegmentView segment : sound.segments()) {
            if (area(segment).kind() == areaKind) {
                for (PrototypePteView pte : segment.prototypePtes()) {
                    if (pte.kind() == kind) {
                        return pte;
                    }
                }
            }
        }
        throw new AssertionError("no prototype PTE that is " + kind);
    }

    private ControlAreaView area(SegmentView segment) {
        return sound.controlAreas().stream().filter(area -> area.address() == segment.controlArea()).findFirst()
                .orElseThrow();
    }

    ControlAreaView area(ControlAreaView.Kind kind) {
        return sound.controlAreas().stream().filter(area -> area.kind() == kind).findFirst().orElseThrow();
    }

    /** Some frame. */
    int frame(IntPredicate which) {
        PfnTable pfns = sound.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (which.test(pfn)) {
                return pfn;
            }
        }
        throw new AssertionError("no such frame");
    }

    int frame(PageLocation location) {
        return frame(pfn -> sound.pfns().location(pfn) == location);
    }

    /** Adds to the 32 bits at a physical address. */
    void add(long physical, int delta) {
        memory.write32(physical, memory.read32(physical) + delta);
    }

    /** Turns bits at a physical address. */
    void flip(long physical, int bits) {
        memory.write32(physical, memory.read32(physical) ^ bits);
    }

    void write(long physical, int value) {
        memory.write32(physical, value);
    }

    void write8(long physical, int value) {
        memory.write8(physical, value);
    }

    /** Physical address of a system virtual address. */
    long at(long va) {
        return image.system().physical(va);
    }

    /** Physical address of a global. */
    long symbol(String name) {
        return at(image.symbol(name));
    }

    /** Virtual address of a global. */
    long address(String name) {
        return image.symbol(name);
    }

    /** Where a field of a structure lies in it. */
    int offset(String structure, String path) {
        return image.structure(structure).offset(path);
    }

    /** Physical address of a field of a structure in system space. */
    long field(String structure, String path, long address) {
        return at(address + image.structure(structure).offset(path));
    }

    /** Physical address of a field of a frame's MMPFN. */
    long pfnField(String path, int pfn) {
        boolean wide = machine.paging() == PagingMode.PAE;
        int size = image.structure("MMPFN").size() + (wide ? 4 : 0);
        int offset = image.structure("MMPFN").offset(path);
        return at(machine.pfnDatabase() + (long) pfn * size + offset + (wide && path.startsWith("u4") ? 4 : 0));
    }

    /** A field of bits of a structure's layout, as a mask in its word. */
    int mask(String structure, String path) {
        return image.structure(structure).field(path).put(0, -1);
    }

    /** Physical address of the entry in a process's working-set list with an index. */
    long workingSetEntry(String process, int index) {
        ProcessView view = process(process);
        PageTables tables = image.tables(view.directoryTableBase());
        long list = image.field("EPROCESS", "Vm.VmWorkingSetList", view.address());
        long entries = image.space(view.directoryTableBase())
                .read32(list + image.structure("MMWSL").offset("Wsle"));
        return tables.physical(entries + index * 4L);
    }

    /** Physical address of the entry in the system's working-set list with an index. */
    long systemWorkingSetEntry(int index) {
        long list = image.field("MMSUPPORT", "VmWorkingSetList", image.symbol("MmSystemCacheWs"));
        return at(image.system().read32(list + image.structure("MMWSL").offset("Wsle")) + index * 4L);
    }

    /** Physical address of the entry in the first session's working-set list with an index. */
    long sessionWorkingSetEntry(int index) {
        SessionView session = sound.sessions().getFirst();
        ProcessView inside = sound.processes().stream()
                .filter(each -> session.processes().contains(each.address())).findFirst().orElseThrow();
        long entries = image.space(inside.directoryTableBase())
                .read32(session.workingSetList() + image.structure("MMWSL").offset("Wsle"));
        return image.tables(inside.directoryTableBase()).physical(entries + index * 4L);
    }

    /** Physical address of a field of the first session's MM_SESSION_SPACE. */
    long sessionField(String path) {
        return field("MM_SESSION_SPACE", path, sound.sessions().getFirst().address());
    }

    /** Physical address of a field of a structure that is a global. */
    long systemField(String structure, String path, String symbol) {
        return field(structure, path, image.symbol(symbol));
    }

    /** Physical address of the entry in a process's directory for an address. */
    long directoryEntry(String process, int va) {
        return image.tables(process(process).directoryTableBase()).directoryEntry(Integer.toUnsignedLong(va));
    }

    /** Physical address of the PTE of a system virtual address. */
    long systemPte(long va) {
        return image.tables(process("System").directoryTableBase()).tableEntry(va);
    }

    int read(long physical) {
        return memory.read32(physical);
    }

    PteDecoder ptes() {
        return image.ptes();
    }

    List<Violation> violations() {
        return Checkers.check(view());
    }
}
