package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.VadChanged;
import org.mmscope.kernel.process.ProcessObject;

/** The splay tree of NT 4, 2000 and XP: VadRoot points at the root, whose Parent is null. */
final class SplayVadTree extends BinaryVadTree {

    /** Only look-ups that went deeper than this move the node up: shallow ones cost nothing and change nothing. */
    private static final int DEEP = 24;

    SplayVadTree(Vads vads, Events events) {
        super(vads, events);
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
    int parent(int vad) {
        return system.read32(vad + layout.parent);
    }

    @Override
    void parent(ProcessObject process, int vad, int parent) {
        system.write32(vad + layout.parent, parent);
    }

    @Override
    void reached(ProcessObject process, int vad, int depth) {
        if (depth > DEEP) {
            splay(process, vad);
        }
    }

    @Override
    public void insert(ProcessObject process, int vad) {
        insertLeaf(process, vad);
        splay(process, vad);
    }

    @Override
    public void remove(ProcessObject process, int vad) {
        splay(process, vad);
        int left = left(vad);
        int right = right(vad);
        if (left == Vads.NONE) {
            replace(process, vad, right);
        } else {
            replace(process, vad, left);
            int highest = left;
            while (right(highest) != Vads.NONE) {
                highest = right(highest);
            }
            splay(process, highest);
            right(highest, right);
            if (right != Vads.NONE) {
                parent(process, right, highest);
            }
        }
        tell(VadChanged.Change.REMOVED, process, vad);
    }

    private void splay(ProcessObject process, int vad) {
        int parent = parent(vad);
        while (parent != Vads.NONE) {
            int grandparent = parent(parent);
            if (grandparent != Vads.NONE) {
                boolean straight = left(grandparent) == parent == (left(parent) == vad);
                rotateUp(process, straight ? parent : vad);
            }
            rotateUp(process, vad);
            parent = parent(vad);
        }
    }
}
