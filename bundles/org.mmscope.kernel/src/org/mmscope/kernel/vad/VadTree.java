package org.mmscope.kernel.vad;

import org.mmscope.kernel.process.ProcessObject;

/** The tree of a process's VADs, ordered by address. Every operation is logarithmic, amortized for a splay tree. */
public interface VadTree {

    /** The VAD that an address lies in, or {@link Vads#NONE}. */
    int find(ProcessObject process, int va);

    /** The lowest VAD that shares a page with a range of two page numbers, or {@link Vads#NONE}. */
    int findOverlap(ProcessObject process, int startVpn, int endVpn);

    /** The lowest VAD that begins above a page number, or {@link Vads#NONE}. */
    int findAbove(ProcessObject process, int vpn);

    /** Inserts a VAD that overlaps no other. */
    void insert(ProcessObject process, int vad);

    void remove(ProcessObject process, int vad);

    /** The lowest VAD, or {@link Vads#NONE} for an empty tree. */
    int first(ProcessObject process);
}
