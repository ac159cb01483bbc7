package org.mmscope.kernel.view;

import org.mmscope.kernel.Profile;
import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.machine.PhysicalReader;

/**
 * Reads the kernel's structures in a memory image by their symbols and field names, as a debugger does. Every error is
 * a {@link DamagedImageException}. Immutable, any thread.
 */
public final class KernelImage {

    private final PhysicalReader memory;
    private final MachineDescription machine;
    private final StructureLayouts layouts;
    private final PteDecoder ptes;
    private final PageFileContents pageFiles;
    private final VirtualReader system;

    /**
     * @param memory the image, at least as large as the machine described
     * @param machine what machine it is of
     * @throws DamagedImageException if the image is too small or the machine's profile is not known
     */
    public KernelImage(PhysicalReader memory, MachineDescription machine) {
        this(memory, machine, PageFileContents.UNKNOWN);
    }

    /**
     * @param memory the image, at least as large as the machine described
     * @param machine what machine it is of
     * @param pageFiles what the page files hold
     * @throws DamagedImageException if the image is too small or the machine's profile is not known
     */
    public KernelImage(PhysicalReader memory, MachineDescription machine, PageFileContents pageFiles) {
        this.memory = memory;
        this.pageFiles = pageFiles;
        this.machine = machine;
        this.layouts = layouts(machine.profile());
        this.ptes = PteDecoder.of(machine.paging());
        this.system = new VirtualReader(memory, tables(systemDirectory(machine)), pageFiles);
        if (memory.frames() < machine.physicalPages()) {
            throw new DamagedImageException("image of " + memory.frames() + " frames where the machine has "
                    + machine.physicalPages() + ", ends", memory.size());
        }
    }

    /**
     * The image that a view was decoded from.
     *
     * @throws DamagedImageException if the view has none
     */
    public static KernelImage of(MachineView view) {
        return new KernelImage(view.memory(), view.machine(), view.pageFileContents());
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

    /** The image. */
    public PhysicalReader memory() {
        return memory;
    }

    /** What its page files hold. */
    public PageFileContents pageFiles() {
        return pageFiles;
    }

    /** What machine it is of. */
    public MachineDescription machine() {
        return machine;
    }

    /** The bits of its page table entries. */
    public PteDecoder ptes() {
        return ptes;
    }

    /** System space, through the System process's directory, with what of it is in page files. */
    public VirtualReader system() {
        return system;
    }

    /** The address space of a directory. */
    public VirtualReader space(long directoryTableBase) {
        return new VirtualReader(memory, tables(directoryTableBase));
    }

    /** The page tables of a directory. */
    public PageTables tables(long directoryTableBase) {
        return new PageTables(memory, machine.paging(), directoryTableBase);
    }

    /** The layout of a structure, by its name without the underscore. */
    public StructureLayout structure(String name) {
        return layouts.structure(name);
    }

    /** Virtual address of a global. */
    public long symbol(String name) {
        Long address = machine.symbols().get(name);
        if (address == null) {
            throw new DamagedImageException("no symbol " + name + " in the machine description", 0);
        }
        return address;
    }

    /** The 32 bits at a global. */
    public long global(String name) {
        return system.read32(symbol(name));
    }

    /** The PTE-sized value at an address of system space. */
    public long pte(long va) {
        return ptes == PteDecoder.PAE ? system.read64(va) : system.read32(va);
    }

    /** A field of the structure of a type at an address of system space; unsigned but for 64-bit types. */
    public long field(String structure, String path, long address) {
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
