package org.mmscope.kernel.vad;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.process.ProcessObject;

/**
 * The AVL tree of Server 2003: an MM_AVL_TABLE in the EPROCESS whose sentinel BalancedRoot has the root as its right
 * child. The low bits of a node's parent pointer hold its balance: 1 when the right side is deeper, 3 when the left is.
 */
final class BalancedVadTree extends BinaryVadTree {

    private static final int BALANCE = 3;
    private static final int LEFT_DEEPER = 3;
    private static final int RIGHT_DEEPER = 1;

    private final int sentinelRight;
    private final FieldLayout elements;

    BalancedVadTree(Vads vads, Events events, StructureLayouts layouts) {
        super(vads, events, layouts.structure("EPROCESS").offset("VadRoot.NodeHint"));
        StructureLayout table = layouts.structure("MM_AVL_TABLE");
        sentinelRight = table.offset("BalancedRoot.RightChild");
        elements = table.field("NumberGenericTableElements");
    }

    private static int table(ProcessObject process) {
        return process.address() + process.layout().vadRoot;
    }

    @Override
    int root(ProcessObject process) {
        return system.read32(table(process) + sentinelRight);
    }

    @Override
    void root(ProcessObject process, int vad) {
        system.write32(table(process) + sentinelRight, vad);
    }

    /** The root's parent is the sentinel, which counts as none. */
    @Override
    int parent(ProcessObject process, int vad) {
        int parent = system.read32(vad + layout.parent) & ~BALANCE;
        return parent == table(process) ? Vads.NONE : parent;
    }

    @Override
    void parent(ProcessObject process, int vad, int parent) {
        int balance = system.read32(vad + layout.parent) & BALANCE;
        system.write32(vad + layout.parent, (parent == Vads.NONE ? table(process) : parent) | balance);
    }

    private int balance(int vad) {
        return system.read32(vad + layout.parent) & BALANCE;
    }

    private void balance(int vad, int value) {
        system.write32(vad + layout.parent, system.read32(vad + layout.parent) & ~BALANCE | value);
    }

    @Override
    public void insert(ProcessObject process, int vad) {
        system.write32(vad + layout.parent, 0);
        insertLeaf(process, vad);
        count(process, 1);
        int child = vad;
        int parent = parent(process, child);
        while (parent != Vads.NONE) {
            int deeper = left(parent) == child ? LEFT_DEEPER : RIGHT_DEEPER;
            int balance = balance(parent);
            if (balance == 0) {
                balance(parent, deeper);
            } else if (balance != deeper) {
                balance(parent, 0);
                return;
            } else {
                rebalance(process, parent);
                return;
            }
            child = parent;
            parent = parent(process, parent);
        }
    }

    @Override
    public void remove(ProcessObject process, int vad) {
        if (left(vad) != Vads.NONE && right(vad) != Vads.NONE) {
            exchangeWithSuccessor(process, vad);
        }
        int child = left(vad) != Vads.NONE ? left(vad) : right(vad);
        int parent = parent(process, vad);
        boolean fromLeft = parent != Vads.NONE && left(parent) == vad;
        replace(process, vad, child);
        count(process, -1);
        shrunk(process, parent, fromLeft);
        removed(process, vad);
    }

    /** One side of a node has become one level less deep. */
    private void shrunk(ProcessObject process, int start, boolean startLeft) {
        int node = start;
        boolean fromLeft = startLeft;
        while (node != Vads.NONE) {
            int deeper = fromLeft ? RIGHT_DEEPER : LEFT_DEEPER;
            int balance = balance(node);
            int top = node;
            if (balance == 0) {
                balance(node, deeper);
                return;
            } else if (balance != deeper) {
                balance(node, 0);
            } else {
                top = rebalance(process, node);
                if (balance(top) != 0) {
                    return;
                }
            }
            int parent = parent(process, top);
            fromLeft = parent != Vads.NONE && left(parent) == top;
            node = parent;
        }
    }

    /** Restores a node whose deeper side became two levels deeper; gives the node that is there now. */
    private int rebalance(ProcessObject process, int node) {
        int deeper = balance(node);
        int other = deeper == LEFT_DEEPER ? RIGHT_DEEPER : LEFT_DEEPER;
        int child = deeper == LEFT_DEEPER ? left(node) : right(node);
        if (balance(child) != other) {
            boolean even = balance(child) == 0;
            rotateUp(process, child);
            balance(node, even ? deeper : 0);
            balance(child, even ? other : 0);
            return child;
        }
        int inner = deeper == LEFT_DEEPER ? right(child) : left(child);
        int innerBalance = balance(inner);
        rotateUp(process, inner);
        rotateUp(process, inner);
        balance(child, innerBalance == other ? deeper : 0);
        balance(node, innerBalance == deeper ? other : 0);
        balance(inner, 0);
        return inner;
    }

    /** Lets a node with two children and the next higher one, which has no left child, change places. */
    private void exchangeWithSuccessor(ProcessObject process, int vad) {
        int successor = right(vad);
        while (left(successor) != Vads.NONE) {
            successor = left(successor);
        }
        int vadBalance = balance(vad);
        int successorBalance = balance(successor);
        int rest = right(successor);
        int successorParent = parent(process, successor);
        int left = left(vad);
        int right = right(vad);
        replace(process, vad, successor);
        left(successor, left);
        parent(process, left, successor);
        if (successorParent == vad) {
            right(successor, vad);
            parent(process, vad, successor);
        } else {
            right(successor, right);
            parent(process, right, successor);
            left(successorParent, vad);
            parent(process, vad, successorParent);
        }
        left(vad, Vads.NONE);
        right(vad, rest);
        if (rest != Vads.NONE) {
            parent(process, rest, vad);
        }
        balance(successor, vadBalance);
        balance(vad, successorBalance);
    }

    private void count(ProcessObject process, int delta) {
        int table = table(process);
        system.set(table, elements, system.get(table, elements) + delta);
    }
}
