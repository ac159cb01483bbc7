package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.process.ProcessObject;

/** The ranges of a process: its VAD tree and the bitmap of reservations, changed together. */
public final class AddressSpace {

    private final Vads vads;
    private final VadTree tree;
    private final VadBitmap bitmap;

    /** @param balanced whether the tree is an AVL tree and not a splay tree */
    public static VadTree tree(Vads vads, Events events, StructureLayouts layouts, boolean balanced) {
        return balanced ? new BalancedVadTree(vads, events, layouts) : new SplayVadTree(vads, events, layouts);
    }

    public AddressSpace(Vads vads, VadTree tree, VadBitmap bitmap) {
        this.vads = vads;
        this.tree = tree;
        this.bitmap = bitmap;
    }

    public Vads vads() {
        return vads;
    }

    public VadTree tree() {
        return tree;
    }

    public VadBitmap bitmap() {
        return bitmap;
    }

    /** Inserts a VAD and counts its size. */
    public void insert(ProcessObject process, int vad) {
        tree.insert(process, vad);
        bitmap.reserve(process, vads.start(vad), vads.end(vad));
        process.addWithPeak(process.layout().virtualSize, process.layout().peakVirtualSize, vads.pages(vad) << 12);
    }

    /** Takes a VAD out; it is not freed. */
    public void remove(ProcessObject process, int vad) {
        tree.remove(process, vad);
        bitmap.release(process, vads.start(vad), vads.end(vad));
        process.add(process.layout().virtualSize, -(vads.pages(vad) << 12));
    }

    /** Whether no VAD has a page of a range. */
    public boolean isFree(ProcessObject process, int start, int end) {
        return tree.findOverlap(process, start >>> 12, end >>> 12) == Vads.NONE;
    }
}
