package org.mmscope.kernel.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.mmscope.machine.PhysicalReader;

/** Decodes VAD trees: MMVAD and MMVAD_SHORT. */
final class VadDecoder {

    private static final int POINTER_MASK = ~3;
    private static final long PAGE = PhysicalReader.FRAME_SIZE;

    /** VadLargePages, a value of VadType. */
    private static final int LARGE_PAGES = 5;

    private final KernelImage image;
    private final boolean balanced;
    private final int limit;

    VadDecoder(KernelImage image) {
        this.image = image;
        this.balanced = !image.structure("MMVAD").has("Parent");
        this.limit = (int) Math.min(Integer.MAX_VALUE,
                image.memory().size() / image.structure("MMVAD_SHORT").size());
    }

    /** Virtual address of the root of a process's tree, 0 when it is empty. */
    long root(long process) {
        return balanced
                ? image.field("MM_AVL_TABLE", "BalancedRoot.RightChild",
                        process + image.structure("EPROCESS").offset("VadRoot"))
                : image.field("EPROCESS", "VadRoot", process);
    }

    /** The VADs below a root by start. */
    List<VadView> vads(long root) {
        List<VadView> vads = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            long address = open.pop();
            if (address != 0) {
                if (!seen.add(address) || seen.size() > limit) {
                    throw new DamagedImageException("VAD that is in its tree twice", address);
                }
                VadView vad = vad(address, root);
                vads.add(vad);
                open.push(vad.right());
                open.push(vad.left());
            }
        }
        vads.sort(Comparator.comparingLong(VadView::start).thenComparingLong(VadView::address));
        return List.copyOf(vads);
    }

    private VadView vad(long address, long root) {
        boolean isPrivate = flag("PrivateMemory", address) != 0;
        long start = get("StartingVpn", address) * PAGE;
        long end = get("EndingVpn", address) * PAGE + PAGE - 1;
        if (end > 0xFFFF_FFFFL || start > end) {
            throw new DamagedImageException("VAD of an impossible range", address);
        }
        return new VadView(address, start, end, kind(address, isPrivate),
                PageProtection.name((int) flag("Protection", address)), flag("CommitCharge", address),
                isPrivate ? 0 : get("ControlArea", address), isPrivate ? 0 : get("FirstPrototypePte", address),
                isPrivate ? 0 : get("LastContiguousPte", address), address == root ? 0 : parent(address),
                get("LeftChild", address), get("RightChild", address), isPrivate && largePages(address));
    }

    private boolean largePages(long address) {
        return balanced ? flag("VadType", address) == LARGE_PAGES : flag("LargePages", address) != 0;
    }

    /** In 2003 the low bits of the pointer hold the balance, and the root's parent is the table. */
    private long parent(long address) {
        return balanced ? get("u1.Parent", address) & POINTER_MASK : get("Parent", address);
    }

    private VadView.Kind kind(long address, boolean isPrivate) {
        if (balanced) {
            return switch ((int) flag("VadType", address)) {
                case 1, 3 -> VadView.Kind.PHYSICAL;
                case 2 -> VadView.Kind.IMAGE;
                default -> isPrivate ? VadView.Kind.PRIVATE : VadView.Kind.MAPPED;
            };
        }
        if (flag("PhysicalMapping", address) != 0 || flag("UserPhysicalPages", address) != 0) {
            return VadView.Kind.PHYSICAL;
        }
        if (flag("ImageMap", address) != 0) {
            return VadView.Kind.IMAGE;
        }
        return isPrivate ? VadView.Kind.PRIVATE : VadView.Kind.MAPPED;
    }

    private long flag(String name, long address) {
        return get("u.VadFlags." + name, address);
    }

    private long get(String field, long address) {
        return image.field("MMVAD", field, address);
    }
}
