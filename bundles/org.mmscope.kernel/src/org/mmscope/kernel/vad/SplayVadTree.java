package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.process.ProcessObject;

/**
 * The splay tree of NT 4, 2000 and XP: VadRoot points at the root, whose Parent is null. As in NT, a node moves to the
 * root (MiReorderTree) only when the way to it was long: short ways are not worth the rotations, and long ones pay for
 * them, so that every operation stays logarithmic in the long run.
 */
final class SplayVadTree extends BinaryVadTree {

    /** A way of more nodes is long. */
    private static final int LONG = 24;

    SplayVadTree(Vads vads, Events events, StructureLayouts layouts) {
        super(vads, events, layouts.structure("EPROCESS").offset("VadHint"));
    }

    @Override
    int root(ProcessObject process) {
        return process.get(process.layout().vadRoot);
    }

    @Override
    void root(ProcessObject process, int vad) {
        process.set(process.layout().vadRoot, vad);
    }

    @Override
    int parent(ProcessObject process, int vad) {
        return system.read32(vad + layout.parent);
    }

    @Override
    void parent(ProcessObject process, int vad, int parent) {
        system.write32(vad + layout.parent, parent);
    }

    @Override
    void reached(ProcessObject process, int vad, int depth) {
        if (depth > LONG) {
            splay(process, vad);
        }
    }

    @Override
    public void insert(ProcessObject process, int vad) {
        reached(process, vad, insertLeaf(process, vad));
    }

    @Override
    public void remove(ProcessObject process, int vad) {
        if (left(vad) != Vads.NONE && right(vad) != Vads.NONE) {
            removeBetween(process, vad);
        } else {
            replace(process, vad, left(vad) == Vads.NONE ? right(vad) : left(vad));
        }
        removed(process, vad);
    }

    /** Removes a node that has two children: the one before it takes its place. */
    private void removeBetween(ProcessObject process, int vad) {
        int depth = 1;
        int before = left(vad);
        for (int next = right(before); next != Vads.NONE; next = right(before)) {
            before = next;
            depth++;
        }
        if (depth > LONG) {
            splay(process, before);
            replace(process, vad, right(vad));
            return;
        }
        if (before != left(vad)) {
            replace(process, before, left(before));
            adoptLeft(process, before, left(vad));
        }
        replace(process, vad, before);
        adoptRight(process, before, right(vad));
    }

    private void adoptLeft(ProcessObject process, int vad, int child) {
        left(vad, child);
        parent(process, child, vad);
    }

    private void adoptRight(ProcessObject process, int vad, int child) {
        right(vad, child);
        parent(process, child, vad);
    }

    private void splay(ProcessObject process, int vad) {
        int parent = parent(process, vad);
        while (parent != Vads.NONE) {
            int grandparent = parent(process, parent);
            if (grandparent != Vads.NONE) {
                boolean straight = left(grandparent) == parent == (left(parent) == vad);
                rotateUp(process, straight ? parent : vad);
            }
            rotateUp(process, vad);
            parent = parent(process, vad);
        }
    }
}
