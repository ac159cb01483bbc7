package org.mmscope.kernel.section;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;

/**
 * Sections with an address that is the same in every process (SEC_BASED). Their objects are the nodes of a binary tree
 * by that address, MmSectionBasedRoot; the address is the highest that no other has, below MmHighSectionBase
 * (MiFindEmptyAddressRangeDownBasedTree, MiInsertBasedSection). No address space is kept free for them: a view fails
 * where something else lies at its address.
 */
final class BasedSections {

    private static final long GRANULE = 0x10000;
    private static final long UNSIGNED = 0xFFFFFFFFL;

    private final SystemMemory system;
    private final int root;
    private final int highBase;
    private final int startingVa;
    private final int endingVa;
    private final int parent;
    private final int left;
    private final int right;

    BasedSections(SystemMemory system, KernelLayout kernel, StructureLayouts layouts) {
        this.system = system;
        root = kernel.address(KernelSymbol.MM_SECTION_BASED_ROOT);
        highBase = kernel.address(KernelSymbol.MM_HIGH_SECTION_BASE);
        StructureLayout section = layouts.structure("SECTION_OBJECT");
        startingVa = section.offset("StartingVa");
        endingVa = section.offset("EndingVa");
        parent = section.offset("Parent");
        left = section.offset("LeftChild");
        right = section.offset("RightChild");
    }

    /** The address of a section in every process, 0 when it has none. */
    int base(int section) {
        return system.read32(section + startingVa);
    }

    /** Gives a section an address; false when no range of its size in bytes is left. */
    boolean insert(int section, long size) {
        long start = find(size);
        if (start < KernelLayout.LOWEST_USER_ADDRESS) {
            return false;
        }
        system.write32(section + startingVa, (int) start);
        system.write32(section + endingVa, (int) (start + size - 1));
        link(section);
        return true;
    }

    /** The highest free range of a size: between the sections, from the highest down. */
    private long find(long size) {
        long start = below(system.read32(highBase) & UNSIGNED, size);
        for (int at = last(system.read32(root)); at != 0; at = previous(at)) {
            if (start > (system.read32(at + endingVa) & UNSIGNED)) {
                return start;
            }
            start = below((base(at) & UNSIGNED) - 1, size);
        }
        return start;
    }

    private static long below(long end, long size) {
        return end + 1 - size & -GRANULE;
    }

    private int last(int node) {
        int at = node;
        while (at != 0 && system.read32(at + right) != 0) {
            at = system.read32(at + right);
        }
        return at;
    }

    private int previous(int node) {
        if (system.read32(node + left) != 0) {
            return last(system.read32(node + left));
        }
        int from = node;
        int at = system.read32(node + parent);
        while (at != 0 && system.read32(at + left) == from) {
            from = at;
            at = system.read32(at + parent);
        }
        return at;
    }

    private void link(int section) {
        int above = 0;
        int at = system.read32(root);
        while (at != 0) {
            above = at;
            at = system.read32(at + side(section, at));
        }
        system.write32(section + parent, above);
        system.write32(above == 0 ? root : above + side(section, above), section);
    }

    private int side(int section, int node) {
        return Integer.compareUnsigned(base(section), base(node)) < 0 ? left : right;
    }

    /** Takes a section out, if it has an address. */
    void remove(int section) {
        if (base(section) == 0) {
            return;
        }
        int before = system.read32(section + left) == 0 ? 0 : last(system.read32(section + left));
        if (before == 0) {
            replace(section, system.read32(section + right));
            return;
        }
        replace(before, system.read32(before + left));
        adopt(before, left, system.read32(section + left));
        adopt(before, right, system.read32(section + right));
        replace(section, before);
    }

    private void adopt(int node, int side, int child) {
        system.write32(node + side, child);
        if (child != 0) {
            system.write32(child + parent, node);
        }
    }

    /** Puts a node, 0 for none, where another hangs. */
    private void replace(int node, int with) {
        int above = system.read32(node + parent);
        if (with != 0) {
            system.write32(with + parent, above);
        }
        system.write32(above == 0 ? root : above + (system.read32(above + left) == node ? left : right), with);
    }
}
