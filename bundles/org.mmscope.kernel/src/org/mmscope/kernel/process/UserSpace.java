package org.mmscope.kernel.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.awe.UserPhysicalPages;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.Strings;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.section.SectionViews;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.FixedRanges;
import org.mmscope.kernel.vad.MemoryReleaser;
import org.mmscope.kernel.vad.Vads;

/**
 * The user half that every process begins with: PEB, process parameters, the place of its program. What a program
 * allocates goes elsewhere.
 */
public final class UserSpace {

    /** Where the process parameters are, as in XP. */
    private static final int PARAMETERS = 0x00020000;
    /** Programs are linked to this base, so that 0x10000000 to 0x1FFFFFFF is theirs to allocate. */
    private static final int PROGRAM = 0x20000000;
    private static final int PROGRAM_SIZE = 0x00100000;
    /** The stack of the first thread of a program without a file: behind it, so that low addresses stay free. */
    static final int STACK = PROGRAM + PROGRAM_SIZE;
    private static final int PAGE = 4096;
    private static final int GRANULE = 0x10000;
    private static final int LONGEST = 1000;

    private final SystemMemory system;
    private final KernelLayout layout;
    private final AddressSpace spaces;
    private final UserPages userPages;
    private final MemoryReleaser releaser;
    private final SectionViews views;
    private final VirtualMemoryServices memory;
    private final FixedRanges ranges;
    private final UserPhysicalPages physicalPages;
    private final Pool paged;
    private final StructureLayout peb;
    private final StructureLayout parameters;

    public UserSpace(SystemMemory system, KernelLayout layout, StructureLayouts layouts, AddressSpace spaces,
            UserPages userPages, MemoryReleaser releaser, SectionViews views, VirtualMemoryServices memory,
            FixedRanges ranges, UserPhysicalPages physicalPages, Pool paged) {
        this.system = system;
        this.layout = layout;
        this.spaces = spaces;
        this.userPages = userPages;
        this.releaser = releaser;
        this.views = views;
        this.memory = memory;
        this.ranges = ranges;
        this.physicalPages = physicalPages;
        this.paged = paged;
        peb = layouts.structure("PEB");
        parameters = layouts.structure("RTL_USER_PROCESS_PARAMETERS");
    }

    /** Makes the first ranges of a process; false without memory, and {@link #delete} is still to be called. */
    boolean populate(ProcessObject process, ProcessOptions options) {
        if (!ranges.insert(process, KernelLayout.PEB, PAGE) || !ranges.insert(process, PARAMETERS, PAGE)
                || !keepSharedData(process)) {
            return false;
        }
        MemoryRange program = new MemoryRange(PROGRAM, PROGRAM_SIZE);
        int status = !options.program() ? NtStatus.SUCCESS
                : memory.allocate(process, program, MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READONLY);
        process.set(process.layout().peb, KernelLayout.PEB);
        return status == NtStatus.SUCCESS && writeParameters(process, options) && writePeb(process)
                && nameForAudit(process, options.imagePath());
    }

    /** Notes what a process that has a copy of another's user half is. */
    boolean adopt(ProcessObject process, ProcessOptions options) {
        process.set(process.layout().peb, KernelLayout.PEB);
        return nameForAudit(process, options.imagePath());
    }

    /** In a larger user space the shared user data page has memory for programs above it, and so a range of its own. */
    private boolean keepSharedData(ProcessObject process) {
        if (Integer.compareUnsigned(layout.highestVadAddress(), KernelLayout.USER_SHARED_DATA) < 0) {
            return true;
        }
        int vad = spaces.vads().createPrivate(KernelLayout.USER_SHARED_DATA,
                KernelLayout.USER_SHARED_DATA + GRANULE - 1, Protection.READONLY);
        if (vad != Vads.NONE) {
            spaces.insert(process, vad);
        }
        return vad != Vads.NONE;
    }

    private boolean writeParameters(ProcessObject process, ProcessOptions options) {
        ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(parameters.offset("MaximumLength"), PAGE);
        page.putInt(parameters.offset("Length"), PAGE);
        page.putInt(parameters.offset("Flags"), 1);
        int end = string(page, parameters.offset("ImagePathName"), options.imagePath(), parameters.size());
        string(page, parameters.offset("CommandLine"), options.commandLine(), end);
        return write(process, PARAMETERS, page.array());
    }

    private static int string(ByteBuffer page, int at, String text, int to) {
        byte[] bytes = text.substring(0, Math.min(LONGEST / 2, text.length())).getBytes(StandardCharsets.UTF_16LE);
        page.putShort(at, (short) bytes.length);
        page.putShort(at + 2, (short) (bytes.length + 2));
        page.putInt(at + 4, PARAMETERS + to);
        page.put(to, bytes);
        return to + bytes.length + 2;
    }

    private boolean writePeb(ProcessObject process) {
        ByteBuffer page = ByteBuffer.allocate(peb.size()).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(peb.offset("ImageBaseAddress"), PROGRAM);
        page.putInt(peb.offset("ProcessParameters"), PARAMETERS);
        page.putInt(peb.offset("NumberOfProcessors"), 1);
        return write(process, KernelLayout.PEB, page.array());
    }

    private boolean write(ProcessObject process, int va, byte[] bytes) {
        return memory.write(process, va, bytes, bytes.length, new IntHolder()) == NtStatus.SUCCESS;
    }

    private boolean nameForAudit(ProcessObject process, String path) {
        int name = paged.allocate(8, "SeOn");
        if (name == 0) {
            return false;
        }
        process.set(process.layout().auditName, name);
        return Strings.create(system, paged, name, path, "SeOn");
    }

    /** Unmaps and releases everything that a process has in its user half. */
    void delete(ProcessObject process) {
        userPages.delete(process, KernelLayout.USER_SHARED_DATA, KernelLayout.USER_SHARED_DATA + PAGE - 1, 0);
        Vads vads = spaces.vads();
        for (int vad = spaces.tree().first(process); vad != Vads.NONE; vad = spaces.tree().first(process)) {
            if (vads.isPrivate(vad)) {
                releaser.releaseAll(process, vad);
            } else {
                views.remove(process, vad);
            }
        }
        physicalPages.clean(process);
    }
}
