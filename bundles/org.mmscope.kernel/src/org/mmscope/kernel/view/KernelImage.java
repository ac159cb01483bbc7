package org.mmscope.kernel.view;

import org.mmscope.kernel.Profile;
import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.machine.PhysicalReader;

/** An image with what is needed to read the kernel's structures in it. Immutable, any thread. */
final class KernelImage {

    private final PhysicalReader memory;
    private final MachineDescription machine;
    private final StructureLayouts layouts;
    private final PteDecoder ptes;
    private final VirtualReader system;

    KernelImage(PhysicalReader memory, MachineDescription machine) {
        this.memory = memory;
        this.machine = machine;
        this.layouts = layouts(machine.profile());
        this.ptes = PteDecoder.of(machine.paging());
        this.system = space(systemDirectory(machine));
        if (memory.frames() < machine.physicalPages()) {
            throw new DamagedImageException("image of " + memory.frames() + " frames where the machine has "
                    + machine.physicalPages() + ", ends", memory.size());
        }
    }

    private static StructureLayouts layouts(String profile) {
        try {
            return Profile.of(profile).layouts();
        } catch (IllegalArgumentException e) {
            throw new DamagedImageException(e.getMessage(), 0);
        }
    }

    /** Under PAE the System process's page-directory-pointer table lies at the start of the frame named. */
    private static long systemDirectory(MachineDescription machine) {
        return (long) machine.systemPageDirectory() * PhysicalReader.FRAME_SIZE;
    }

    PhysicalReader memory() {
        return memory;
    }

    MachineDescription machine() {
        return machine;
    }

    PteDecoder ptes() {
        return ptes;
    }

    /** System space, through the System process's directory. */
    VirtualReader system() {
        return system;
    }

    /** The address space of a directory. */
    VirtualReader space(long directoryTableBase) {
        return new VirtualReader(memory, tables(directoryTableBase));
    }

    /** The page tables of a directory. */
    PageTables tables(long directoryTableBase) {
        return new PageTables(memory, machine.paging(), directoryTableBase);
    }

    StructureLayout structure(String name) {
        return layouts.structure(name);
    }

    /** Virtual address of a global. */
    long symbol(String name) {
        Long address = machine.symbols().get(name);
        if (address == null) {
            throw new DamagedImageException("no symbol " + name + " in the machine description", 0);
        }
        return address;
    }

    /** The 32 bits at a global. */
    long global(String name) {
        return system.read32(symbol(name));
    }

    /** The PTE-sized value at an address of system space. */
    long pte(long va) {
        return ptes == PteDecoder.PAE ? system.read64(va) : system.read32(va);
    }

    /** A field of the structure of a type at an address of system space; unsigned but for 64-bit types. */
    long field(String structure, String path, long address) {
        FieldLayout field = structure(structure).field(path);
        long at = address + field.offset();
        if (field.bits() > 0) {
            return field.in((int) system.read32(at)) & 0xFFFF_FFFFL;
        }
        return switch (field.type()) {
            case "unsigned char", "char" -> system.read8(at);
            case "unsigned short", "short" -> system.read16(at);
            case "unsigned long long", "long long", "_LARGE_INTEGER", "_ULARGE_INTEGER" -> system.read64(at);
            default -> system.read32(at);
        };
    }
}
