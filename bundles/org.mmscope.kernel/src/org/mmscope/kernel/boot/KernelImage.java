package org.mmscope.kernel.boot;

import java.nio.charset.StandardCharsets;

import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.PteFormat;

/** Writes the kernel image's header and the values of the globals that never change, and the shared user data page. */
final class KernelImage {

    private static final int DOS_SIGNATURE = 0x5A4D;
    private static final int NT_SIGNATURE = 0x4550;
    private static final int NT_HEADERS = 0x80;
    private static final int I386 = 0x14C;
    private static final int OPTIONAL_MAGIC = 0x10B;
    private static final int CHARACTERISTICS = 0x10E;
    private static final int SECTION_HEADER = 0x28;
    private static final int DATA_SECTION = 0xC0000040;
    private static final int PAGE = 4096;
    /** Sections that are at the same address everywhere lie at least so far below the end of user space. */
    private static final int BELOW_USER_SPACE_END = 0x800000;

    private final SystemMemory system;
    private final KernelLayout layout;
    private final StructureLayouts layouts;
    private final KernelConfiguration configuration;

    KernelImage(SystemMemory system, KernelLayout layout, StructureLayouts layouts,
            KernelConfiguration configuration) {
        this.system = system;
        this.layout = layout;
        this.layouts = layouts;
        this.configuration = configuration;
    }

    void write() {
        writeHeader();
        writeProtections();
        global(KernelSymbol.MM_PFN_DATABASE, layout.pfnDatabase());
        global(KernelSymbol.MM_SECONDARY_COLORS, PageLists.COLORS);
        int frames = (int) (configuration.usedMemoryBytes() / PAGE);
        global(KernelSymbol.MM_NUMBER_OF_PHYSICAL_PAGES, frames);
        global(KernelSymbol.MM_HIGHEST_PHYSICAL_PAGE, frames - 1);
        global(KernelSymbol.MM_NON_PAGED_POOL_START, layout.nonPagedPoolStart());
        global(KernelSymbol.MM_NON_PAGED_POOL_END, layout.nonPagedPoolEnd());
        global(KernelSymbol.MM_SESSION_BASE, layout.sessionSpace());
        global(KernelSymbol.MM_PAGED_POOL_START, layout.pagedPoolStart());
        global(KernelSymbol.MM_PAGED_POOL_END, layout.pagedPoolEnd());
        global(KernelSymbol.MM_SUBSECTION_BASE, layout.nonPagedPoolStart());
        global(KernelSymbol.MM_SYSTEM_CACHE_START, layout.systemCacheStart());
        global(KernelSymbol.MM_SYSTEM_CACHE_END, layout.systemCacheStart() + (layout.systemCachePages() << 12) - 1);
        global(KernelSymbol.MM_SIZE_OF_SYSTEM_CACHE_IN_PAGES, layout.systemCachePages());
        global(KernelSymbol.MM_SYSTEM_RANGE_START, layout.systemRangeStart());
        global(KernelSymbol.MM_HIGHEST_USER_ADDRESS, layout.highestUserAddress());
        global(KernelSymbol.MM_HIGH_SECTION_BASE, layout.highestUserAddress() - BELOW_USER_SPACE_END);
        global(KernelSymbol.MM_USER_PROBE_ADDRESS, layout.highestUserAddress() + 1);
    }

    private void global(KernelSymbol symbol, int value) {
        system.write32(layout.address(symbol), value);
    }

    private void writeHeader() {
        int base = layout.kernelBase();
        system.write16(base, DOS_SIGNATURE);
        system.write32(base + layouts.structure("IMAGE_DOS_HEADER").offset("e_lfanew"), NT_HEADERS);
        int nt = base + NT_HEADERS;
        system.write32(nt, NT_SIGNATURE);
        StructureLayout file = layouts.structure("IMAGE_FILE_HEADER");
        StructureLayout optional = layouts.structure("IMAGE_OPTIONAL_HEADER");
        int fileHeader = nt + 4;
        system.write16(fileHeader + file.offset("Machine"), I386);
        system.write16(fileHeader + file.offset("NumberOfSections"), 1);
        system.write16(fileHeader + file.offset("SizeOfOptionalHeader"), optional.size());
        system.write16(fileHeader + file.offset("Characteristics"), CHARACTERISTICS);
        int header = fileHeader + file.size();
        system.write16(header + optional.offset("Magic"), OPTIONAL_MAGIC);
        system.write32(header + optional.offset("ImageBase"), base);
        system.write32(header + optional.offset("SectionAlignment"), PAGE);
        system.write32(header + optional.offset("FileAlignment"), PAGE);
        system.write32(header + optional.offset("SizeOfImage"), layout.imagePages() * PAGE);
        system.write32(header + optional.offset("SizeOfHeaders"), PAGE);
        writeSection(header + optional.size());
    }

    private void writeSection(int at) {
        system.write(at, ".data".getBytes(StandardCharsets.US_ASCII));
        int size = (layout.imagePages() - 1) * PAGE;
        system.write32(at + 8, size);
        system.write32(at + 12, PAGE);
        system.write32(at + 16, size);
        system.write32(at + 20, PAGE);
        system.write32(at + SECTION_HEADER - 4, DATA_SECTION);
    }

    private void writeProtections() {
        for (int code = 0; code < 32; code++) {
            system.write32(layout.address(KernelSymbol.MM_PROTECT_TO_VALUE) + code * 4, Protection.toPage(code));
            system.write32(layout.address(KernelSymbol.MM_PROTECT_TO_PTE_MASK) + code * 4,
                    (int) Protection.pteBits(code));
        }
    }

    /** Fills the shared user data page and makes its prototype PTE. */
    void writeSharedData(PteFormat format, Pool paged) {
        int page = KernelLayout.KERNEL_SHARED_DATA;
        StructureLayout data = layouts.structure("KUSER_SHARED_DATA");
        int root = page + data.offset("NtSystemRoot");
        String path = "C:\\WINDOWS";
        for (int i = 0; i < path.length(); i++) {
            system.write16(root + 2 * i, path.charAt(i));
        }
        Profile profile = configuration.profile();
        system.write32(page + data.offset("NtProductType"), profile.server() ? 3 : 1);
        system.write8(page + data.offset("ProductTypeIsValid"), 1);
        system.write32(page + data.offset("NtMajorVersion"), profile.majorVersion());
        system.write32(page + data.offset("NtMinorVersion"), profile.minorVersion());
        if (data.has("LargePageMinimum")) {
            system.write32(page + data.offset("LargePageMinimum"), configuration.largePageMinimum());
        }
        system.write32(page + data.offset("NumberOfPhysicalPages"), (int) (configuration.usedMemoryBytes() / PAGE));
        int prototype = paged.allocate(format.size(), "MmSd");
        system.writePte(prototype, format.valid(system.frame(page), Protection.READONLY, 0));
        global(KernelSymbol.MM_SHARED_USER_DATA_PTE, prototype);
    }
}
