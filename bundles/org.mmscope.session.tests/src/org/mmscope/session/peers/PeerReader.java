package org.mmscope.session.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists processes and VADs of a raw image, as tools for Windows do: PsActiveProcessHead leads to the processes, each of
 * them to its tree, MmProtectToValue says what a protection code means.
 */
final class PeerReader {

    private static final String[] ACCESS = {"PAGE_NOACCESS", "PAGE_READONLY", "PAGE_READWRITE", "PAGE_WRITECOPY",
        "PAGE_EXECUTE", "PAGE_EXECUTE_READ", "PAGE_EXECUTE_READWRITE", "PAGE_EXECUTE_WRITECOPY"};
    private static final int PRIVATE = 1 << 31;
    private static final int PROTECTION_SHIFT = 24;

    private final ByteBuffer image;
    private final WindowsLayout layout;
    private final RawSpace system;
    private final int processHead;
    private final int protectToValue;

    /** A process. */
    record PeerProcess(long pid, String name, long directoryTableBase, long vadRoot, List<PeerVad> vads) {
    }

    /** A range; the file is null where there is none. */
    record PeerVad(long address, long start, long end, String kind, String protection, String file) {
    }

    /**
     * @param bytes the raw image
     * @param systemDirectory physical address of the System process's directory
     * @param symbols virtual addresses of the kernel's globals
     */
    PeerReader(byte[] bytes, WindowsLayout layout, int systemDirectory, Map<String, Object> symbols) {
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.layout = layout;
        system = new RawSpace(image, systemDirectory);
        processHead = ((Long) symbols.get("PsActiveProcessHead")).intValue();
        protectToValue = ((Long) symbols.get("MmProtectToValue")).intValue();
    }

    List<PeerProcess> processes() {
        List<PeerProcess> processes = new ArrayList<>();
        for (int link = system.read32(processHead); link != processHead; link = system.read32(link)) {
            processes.add(process(link - layout.activeProcessLinks));
        }
        return processes;
    }

    private PeerProcess process(int at) {
        int root = system.read32(at + layout.vadRootPointer());
        List<PeerVad> vads = new ArrayList<>();
        collect(root, vads);
        return new PeerProcess(unsigned(system.read32(at + layout.uniqueProcessId)),
                system.ascii(at + layout.imageFileName, 15),
                unsigned(system.read32(at + WindowsLayout.DIRECTORY_TABLE_BASE)), unsigned(root), vads);
    }

    /** In order of address. */
    private void collect(int vad, List<PeerVad> to) {
        if (vad != 0) {
            collect(system.read32(vad + layout.leftChild), to);
            to.add(vad(vad));
            collect(system.read32(vad + layout.rightChild), to);
        }
    }

    private PeerVad vad(int at) {
        int flags = system.read32(at + WindowsLayout.VAD_FLAGS);
        return new PeerVad(unsigned(at), unsigned(system.read32(at + layout.startingVpn)) << 12,
                unsigned(system.read32(at + layout.endingVpn)) << 12 | 0xFFF, kind(flags),
                protection(flags >>> PROTECTION_SHIFT & 0x1F), (flags & PRIVATE) != 0 ? null : file(at));
    }

    private String kind(int flags) {
        if (layout.isPhysical(flags)) {
            return "physical";
        }
        return (flags & PRIVATE) != 0 ? "private" : layout.isImage(flags) ? "image" : "mapped";
    }

    private String protection(int code) {
        int page = system.read32(protectToValue + code * 4);
        String access = ACCESS[Integer.numberOfTrailingZeros(page & 0xFF)];
        return access + ((page & 0x100) != 0 ? " | PAGE_GUARD" : "") + ((page & 0x200) != 0 ? " | PAGE_NOCACHE" : "");
    }

    private String file(int vad) {
        int area = system.read32(vad + WindowsLayout.VAD_CONTROL_AREA);
        int file = system.read32(area + WindowsLayout.FILE_POINTER);
        return file == 0 ? null : system.unicode(file + WindowsLayout.FILE_NAME);
    }

    /** The program that a process's parameters name, read through its own page tables. */
    String imagePath(PeerProcess process) {
        for (int link = system.read32(processHead); link != processHead; link = system.read32(link)) {
            int at = link - layout.activeProcessLinks;
            if (unsigned(system.read32(at + layout.uniqueProcessId)) == process.pid()) {
                RawSpace space = new RawSpace(image, (int) process.directoryTableBase());
                int peb = system.read32(at + layout.peb);
                int parameters = peb == 0 ? 0 : space.read32(peb + WindowsLayout.PROCESS_PARAMETERS);
                return parameters == 0 ? null : space.unicode(parameters + WindowsLayout.IMAGE_PATH_NAME);
            }
        }
        return null;
    }

    private static long unsigned(int value) {
        return value & 0xFFFFFFFFL;
    }
}
