package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/** Decodes the ETHREADs of a process. */
final class ThreadDecoder {

    private static final int MAX_THREADS = 1 << 16;
    private static final int STACK_BASE = 0x4;
    private static final int STACK_LIMIT = 0x8;
    private static final int DEALLOCATION_STACK = 0xE0C;
    private static final ThreadView.State[] STATES = ThreadView.State.values();

    private final KernelImage image;

    ThreadDecoder(KernelImage image) {
        this.image = image;
    }

    /**
     * The threads of a process in the order of its list, which is that of their creation. Images of before threads have
     * no list.
     */
    List<ThreadView> threads(ProcessView process) {
        if (image.field("EPROCESS", "ThreadListHead", process.address()) == 0) {
            return List.of();
        }
        int links = image.structure("ETHREAD").offset("ThreadListEntry");
        VirtualReader space = image.space(process.directoryTableBase());
        List<ThreadView> threads = new ArrayList<>();
        new ListWalker(image.system(), MAX_THREADS).walk(
                process.address() + image.structure("EPROCESS").offset("ThreadListHead"),
                entry -> threads.add(thread(entry - links, space)));
        return List.copyOf(threads);
    }

    private ThreadView thread(long address, VirtualReader space) {
        long state = get("Tcb.State", address);
        if (state >= STATES.length) {
            throw new DamagedImageException("thread of an impossible state", address);
        }
        long teb = get("Tcb.Teb", address);
        return new ThreadView(address, (int) get("Cid.UniqueThread", address), STATES[(int) state],
                (int) get("Tcb.Priority", address), (int) get("Tcb.BasePriority", address), teb,
                teb(space, teb, STACK_BASE), teb(space, teb, STACK_LIMIT), teb(space, teb, DEALLOCATION_STACK),
                get("Tcb.InitialStack", address), get("Tcb.StackLimit", address), get("Tcb.KernelStack", address),
                get("Tcb.KernelStackResident", address) != 0, get("Tcb.WaitTime", address));
    }

    private static long teb(VirtualReader space, long teb, int offset) {
        return teb != 0 && space.present(teb + offset) ? space.read32(teb + offset) : 0;
    }

    private long get(String field, long address) {
        return image.field("ETHREAD", field, address);
    }
}
