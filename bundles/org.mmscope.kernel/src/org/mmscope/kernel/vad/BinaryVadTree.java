package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.VadChanged;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.process.ProcessObject;

/** What both kinds of VAD trees share: searching, linking and rotating by the nodes' own fields. */
abstract class BinaryVadTree implements VadTree {

    final Vads vads;
    final SystemMemory system;
    final VadLayout layout;
    private final Events events;

    BinaryVadTree(Vads vads, Events events) {
        this.vads = vads;
        this.events = events;
        system = vads.system();
        layout = vads.layout();
    }

    abstract int root(ProcessObject process);

    abstract void root(ProcessObject process, int vad);

    /** Address of the parent of a node, {@link Vads#NONE} for the root. */
    abstract int parent(int vad);

    abstract void parent(ProcessObject process, int vad, int parent);

    /** A node was looked up at a depth. */
    void reached(ProcessObject process, int vad, int depth) {
    }

    int left(int vad) {
        return system.read32(vad + layout.leftChild);
    }

    int right(int vad) {
        return system.read32(vad + layout.rightChild);
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
        int depth = 0;
        int vad = root(process);
        while (vad != Vads.NONE) {
            if (vpn < vads.startVpn(vad)) {
                vad = left(vad);
            } else if (vpn > vads.endVpn(vad)) {
                vad = right(vad);
            } else {
                reached(process, vad, depth);
                return vad;
            }
            depth++;
        }
        return Vads.NONE;
    }

    @Override
    public int findOverlap(ProcessObject process, int startVpn, int endVpn) {
        int found = Vads.NONE;
        int vad = root(process);
        while (vad != Vads.NONE) {
            if (endVpn < vads.startVpn(vad)) {
                vad = left(vad);
            } else if (startVpn > vads.endVpn(vad)) {
                vad = right(vad);
            } else {
                found = vad;
                vad = left(vad);
            }
        }
        return found;
    }

    @Override
    public int findAbove(ProcessObject process, int vpn) {
        int found = Vads.NONE;
        int vad = root(process);
        while (vad != Vads.NONE) {
            if (vads.startVpn(vad) > vpn) {
                found = vad;
                vad = left(vad);
            } else {
                vad = right(vad);
            }
        }
        return found;
    }

    @Override
    public int first(ProcessObject process) {
        int vad = root(process);
        while (vad != Vads.NONE && left(vad) != Vads.NONE) {
            vad = left(vad);
        }
        return vad;
    }

    /** Hangs a node below the leaf where it belongs. */
    void insertLeaf(ProcessObject process, int vad) {
        left(vad, Vads.NONE);
        right(vad, Vads.NONE);
        int parent = Vads.NONE;
        int at = root(process);
        while (at != Vads.NONE) {
            parent = at;
            at = vads.startVpn(vad) < vads.startVpn(at) ? left(at) : right(at);
        }
        parent(process, vad, parent);
        if (parent == Vads.NONE) {
            root(process, vad);
        } else if (vads.startVpn(vad) < vads.startVpn(parent)) {
            left(parent, vad);
        } else {
            right(parent, vad);
        }
        tell(VadChanged.Change.INSERTED, process, vad);
    }

    /** Puts a node (or none) where another hangs. */
    void replace(ProcessObject process, int vad, int by) {
        int parent = parent(vad);
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
        int parent = parent(vad);
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

    void tell(VadChanged.Change change, ProcessObject process, int vad) {
        if (events.wanted()) {
            events.emit(new VadChanged(change, process.address(), vad));
        }
    }
}
