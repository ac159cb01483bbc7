package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.VadChanged;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.process.ProcessObject;

/**
 * What both kinds of VAD trees share: searching, linking and rotating by the nodes' own fields, and the hint, which is
 * the node found or inserted last.
 */
abstract class BinaryVadTree implements VadTree {

    final Vads vads;
    final SystemMemory system;
    final VadLayout layout;
    private final Events events;
    private final int hint;

    /** @param hint where the EPROCESS keeps the hint, in bytes */
    BinaryVadTree(Vads vads, Events events, int hint) {
        this.vads = vads;
        this.events = events;
        this.hint = hint;
        system = vads.system();
        layout = vads.layout();
    }

    abstract int root(ProcessObject process);

    abstract void root(ProcessObject process, int vad);

    /** Address of the parent of a node, {@link Vads#NONE} for the root. */
    abstract int parent(ProcessObject process, int vad);

    abstract void parent(ProcessObject process, int vad, int parent);

    /** A search ended at a node, so many nodes below the root; {@link Vads#NONE} for an empty tree. */
    void reached(ProcessObject process, int vad, int depth) {
    }

    int left(int vad) {
        return system.read32(vad + layout.leftChild);
    }

    int right(int vad) {
        return system.read32(vad + layout.rightChild);
    }

    /** One of a node's children. Which one is not foreseeable: it is chosen by address, which costs no wrong guess. */
    private int child(int vad, boolean left) {
        return system.read32(vad + (left ? layout.leftChild : layout.rightChild));
    }

    void left(int vad, int child) {
        system.write32(vad + layout.leftChild, child);
    }

    void right(int vad, int child) {
        system.write32(vad + layout.rightChild, child);
    }

    @Override
    public int find(ProcessObject process, int va) {
        int vpn = va >>> 12;
        int near = process.get(hint);
        if (near != Vads.NONE && vpn >= vads.startVpn(near) && vpn <= vads.endVpn(near)) {
            return near;
        }
        int found = findOverlap(process, vpn, vpn);
        if (found != Vads.NONE) {
            process.set(hint, found);
        }
        return found;
    }

    @Override
    public int findOverlap(ProcessObject process, int startVpn, int endVpn) {
        int found = Vads.NONE;
        int last = Vads.NONE;
        int depth = 0;
        for (int vad = root(process); vad != Vads.NONE;) {
            depth++;
            last = vad;
            int start = vads.startVpn(vad);
            int end = vads.endVpn(vad);
            if (startVpn >= start && startVpn <= end) {
                found = vad;
                break;
            }
            found = startVpn < start && endVpn >= start ? vad : found;
            vad = child(vad, startVpn < start);
        }
        reached(process, last, depth);
        return found;
    }

    @Override
    public int findAbove(ProcessObject process, int vpn) {
        int found = Vads.NONE;
        int last = Vads.NONE;
        int depth = 0;
        for (int vad = root(process); vad != Vads.NONE; depth++) {
            last = vad;
            boolean above = vads.startVpn(vad) > vpn;
            found = above ? vad : found;
            vad = child(vad, above);
        }
        reached(process, last, depth);
        return found;
    }

    @Override
    public int first(ProcessObject process) {
        return findAbove(process, 0);
    }

    /** Hangs a node below the leaf where it belongs; gives its depth. */
    int insertLeaf(ProcessObject process, int vad) {
        left(vad, Vads.NONE);
        right(vad, Vads.NONE);
        int start = vads.startVpn(vad);
        int parent = Vads.NONE;
        int depth = 0;
        boolean below = false;
        for (int at = root(process); at != Vads.NONE; depth++) {
            parent = at;
            below = start < vads.startVpn(at);
            at = child(at, below);
        }
        parent(process, vad, parent);
        if (parent == Vads.NONE) {
            root(process, vad);
        } else if (below) {
            left(parent, vad);
        } else {
            right(parent, vad);
        }
        process.set(hint, vad);
        tell(VadChanged.Change.INSERTED, process, vad);
        return depth;
    }

    /** A node is no longer in the tree. */
    void removed(ProcessObject process, int vad) {
        if (process.get(hint) == vad) {
            process.set(hint, Vads.NONE);
        }
        tell(VadChanged.Change.REMOVED, process, vad);
    }

    /** Puts a node (or none) where another hangs. */
    void replace(ProcessObject process, int vad, int by) {
        int parent = parent(process, vad);
        if (parent == Vads.NONE) {
            root(process, by);
        } else if (left(parent) == vad) {
            left(parent, by);
        } else {
            right(parent, by);
        }
        if (by != Vads.NONE) {
            parent(process, by, parent);
        }
    }

    /** Moves a node above its parent. */
    void rotateUp(ProcessObject process, int vad) {
        int parent = parent(process, vad);
        boolean wasLeft = left(parent) == vad;
        replace(process, parent, vad);
        int inner = wasLeft ? right(vad) : left(vad);
        if (wasLeft) {
            left(parent, inner);
            right(vad, parent);
        } else {
            right(parent, inner);
            left(vad, parent);
        }
        if (inner != Vads.NONE) {
            parent(process, inner, parent);
        }
        parent(process, parent, vad);
        tell(wasLeft ? VadChanged.Change.ROTATED_RIGHT : VadChanged.Change.ROTATED_LEFT, process, vad);
    }

    private void tell(VadChanged.Change change, ProcessObject process, int vad) {
        if (events.wanted()) {
            events.emit(new VadChanged(change, process.address(), vad));
        }
    }
}
