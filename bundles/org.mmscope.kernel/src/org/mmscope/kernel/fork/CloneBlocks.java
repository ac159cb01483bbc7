package org.mmscope.kernel.fork;

import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * The prototype PTEs that a fork shares pages by: an array of MMCLONE_BLOCKs, each a prototype PTE and the number of
 * PTEs that refer to it, behind an MMCLONE_HEADER; and a chain of MMCLONE_DESCRIPTORs from the CloneRoot of each
 * process that has some of them. (NT keeps the descriptors of a process in a tree.)
 */
public final class CloneBlocks {

    private static final int NONE = 0;
    private static final int HEADER_SIZE = 12;
    private static final int HEADER_PTES = 0;
    private static final int HEADER_PROCESSES = 4;
    private static final int HEADER_BLOCKS = 8;
    private static final int DESCRIPTOR_SIZE = 20;
    private static final int NEXT = 0;
    private static final int START = 4;
    private static final int END = 8;
    private static final int REFERENCES = 12;
    private static final int HEADER = 16;

    private final SystemMemory system;
    private final PteFormat format;
    private final Pool paged;
    private final Pool nonPaged;
    private final PhysicalPages pages;
    private final PageFiles pageFiles;

    public CloneBlocks(SystemMemory system, PteFormat format, Pool nonPaged, Pool paged, PhysicalPages pages,
            PageFiles pageFiles) {
        this.system = system;
        this.format = format;
        this.nonPaged = nonPaged;
        this.paged = paged;
        this.pages = pages;
        this.pageFiles = pageFiles;
    }

    /** Bytes of a block. */
    int blockSize() {
        return 2 * format.size();
    }

    /** Whether a prototype PTE is one of a fork that a process has to do with. */
    public boolean isClone(ProcessObject process, int prototypePte) {
        return find(process, prototypePte) != NONE;
    }

    private int find(ProcessObject process, int prototypePte) {
        int at = process.get(process.layout().cloneRoot);
        while (at != NONE && (Integer.compareUnsigned(prototypePte, system.read32(at + START)) < 0
                || Integer.compareUnsigned(prototypePte, system.read32(at + END)) > 0)) {
            at = system.read32(at + NEXT);
        }
        return at;
    }

    /** Makes blocks for a parent and a child; gives the address of the first, 0 without pool. */
    int create(ProcessObject parent, ProcessObject child, int count) {
        int header = nonPaged.allocate(HEADER_SIZE, "MmCh");
        int blocks = header == NONE ? NONE : paged.allocate(count * blockSize(), "MmCb");
        if (blocks == NONE) {
            if (header != NONE) {
                nonPaged.free(header);
            }
            return NONE;
        }
        system.write32(header + HEADER_PTES, count);
        system.write32(header + HEADER_BLOCKS, blocks);
        if (describe(parent, header) == NONE) {
            free(header);
            return NONE;
        }
        if (describe(child, header) == NONE) {
            remove(parent, process(parent, header));
            return NONE;
        }
        return blocks;
    }

    private int process(ProcessObject process, int header) {
        int at = process.get(process.layout().cloneRoot);
        while (at != NONE && system.read32(at + HEADER) != header) {
            at = system.read32(at + NEXT);
        }
        return at;
    }

    private int describe(ProcessObject process, int header) {
        int descriptor = nonPaged.allocate(DESCRIPTOR_SIZE, "MmCd");
        if (descriptor != NONE) {
            int blocks = system.read32(header + HEADER_BLOCKS);
            system.write32(descriptor + NEXT, process.get(process.layout().cloneRoot));
            system.write32(descriptor + START, blocks);
            system.write32(descriptor + END, blocks + system.read32(header + HEADER_PTES) * blockSize() - 1);
            system.write32(descriptor + HEADER, header);
            system.add32(header + HEADER_PROCESSES, 1);
            process.set(process.layout().cloneRoot, descriptor);
        }
        return descriptor;
    }

    private void free(int header) {
        paged.free(system.read32(header + HEADER_BLOCKS));
        nonPaged.free(header);
    }

    /** Takes the descriptor of a process away, and with the last process's the blocks. */
    private void remove(ProcessObject process, int descriptor) {
        int next = system.read32(descriptor + NEXT);
        if (process.get(process.layout().cloneRoot) == descriptor) {
            process.set(process.layout().cloneRoot, next);
        } else {
            int at = process.get(process.layout().cloneRoot);
            while (system.read32(at + NEXT) != descriptor) {
                at = system.read32(at + NEXT);
            }
            system.write32(at + NEXT, next);
        }
        int header = system.read32(descriptor + HEADER);
        nonPaged.free(descriptor);
        if (system.add32(header + HEADER_PROCESSES, -1) == 0) {
            free(header);
        }
    }

    /** Counts a PTE of a process that refers to a block; the process has a descriptor of it. */
    void reference(ProcessObject process, int prototypePte) {
        system.add32(prototypePte + format.size(), 1);
        system.add32(find(process, prototypePte) + REFERENCES, 1);
    }

    /** Lets a child refer to a block of its parent's; false without pool. */
    boolean inherit(ProcessObject parent, ProcessObject child, int prototypePte) {
        if (find(child, prototypePte) == NONE
                && describe(child, system.read32(find(parent, prototypePte) + HEADER)) == NONE) {
            return false;
        }
        reference(child, prototypePte);
        return true;
    }

    /** A PTE of a process no longer refers to a prototype PTE, which need not be one of a fork. */
    public void release(ProcessObject process, int prototypePte) {
        int descriptor = find(process, prototypePte);
        if (descriptor == NONE) {
            return;
        }
        if (system.add32(prototypePte + format.size(), -1) == 0) {
            deletePage(prototypePte);
        }
        if (system.add32(descriptor + REFERENCES, -1) == 0) {
            remove(process, descriptor);
        }
    }

    /** Removes descriptors that a fork which could not be finished has left without use. */
    void removeUnused(ProcessObject process) {
        int at = process.get(process.layout().cloneRoot);
        while (at != NONE) {
            int next = system.read32(at + NEXT);
            if (system.read32(at + REFERENCES) == 0) {
                remove(process, at);
            }
            at = next;
        }
    }

    private void deletePage(int prototypePte) {
        long pte = system.readPte(prototypePte);
        system.writePte(prototypePte, 0);
        if (Pte.transition(pte)) {
            pages.deleteTransition(format.frame(pte));
        } else if (Pte.software(pte) && !format.isDemandZero(pte)) {
            pageFiles.release(pte);
        }
    }
}
