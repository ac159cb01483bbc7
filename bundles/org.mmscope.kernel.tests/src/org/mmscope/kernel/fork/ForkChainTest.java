package org.mmscope.kernel.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;

/** Forks of forks: what they share, whose handles are whose, and exits in every order. */
class ForkChainTest {
    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final int PAGE = 0x1000;
    private static final int LENGTH = 4;

    private static EProcess fork(Kernel kernel, EProcess parent, String name) {
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(parent,
                ProcessOptions.named(name).withParent(parent.processId()), child));
        kernel.beginCall();
        return child[0];
    }

    private static EProcess parent(Kernel kernel) {
        EProcess parent = process(kernel, "F0");
        Machines.commit(kernel, parent, BASE, (LENGTH + 1) * PAGE, MemoryConstants.PAGE_READWRITE);
        return parent;
    }

    /** Each process of the chain has a page that it alone writes to after its fork, and one that none does. */
    private static List<EProcess> chain(Kernel kernel) {
        List<EProcess> chain = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            chain.add(i == 0 ? parent(kernel) : fork(kernel, chain.getLast(), "F" + i));
            store(kernel, chain.getLast(), BASE + i * PAGE, 10 + i);
            if (i == 0) {
                store(kernel, chain.getLast(), BASE + LENGTH * PAGE, 99);
            }
        }
        for (int i = 0; i < LENGTH; i++) {
            store(kernel, chain.get(i), BASE, 100 + i);
        }
        return chain;
    }

    private static void checkContents(Kernel kernel, EProcess process, int number) {
        assertEquals(100 + number, load(kernel, process, BASE));
        for (int i = 1; i < LENGTH; i++) {
            assertEquals(i <= number ? 10 + i : 0, load(kernel, process, BASE + i * PAGE));
        }
        assertEquals(99, load(kernel, process, BASE + LENGTH * PAGE));
    }

    private static long blocks(MachineView view, String tag) {
        return view.pools().stream().flatMap(pool -> view.poolTags(pool).stream())
                .filter(found -> found.tag().trim().equals(tag)).mapToLong(found -> found.blocks()).sum();
    }

    private static void orders(List<Integer> chosen, List<List<Integer>> all) {
        if (chosen.size() == LENGTH) {
            all.add(List.copyOf(chosen));
        }
        for (int i = 0; i < LENGTH; i++) {
            if (!chosen.contains(i)) {
                chosen.add(i);
                orders(chosen, all);
                chosen.removeLast();
            }
        }
    }

    @Test
    void aChainMayExitInAnyOrder() {
        Kernel kernel = Machines.boot(Profile.XP, 32, 32);
        MachineView before = kernel.view();
        List<List<Integer>> orders = new ArrayList<>();
        orders(new ArrayList<>(), orders);
        assertEquals(24, orders.size());
        for (List<Integer> order : orders) {
            List<EProcess> chain = chain(kernel);
            EProcess[] left = chain.toArray(EProcess[]::new);
            assertEquals(LENGTH - 1, blocks(kernel.view(), "MmCb"), "arrays of clone blocks");
            for (int exiting : order) {
                kernel.processes().exit(left[exiting]);
                left[exiting] = null;
                checkInvariants(kernel);
                for (int i = 0; i < LENGTH; i++) {
                    if (left[i] != null) {
                        checkContents(kernel, left[i], i);
                    }
                }
            }
            for (String tag : List.of("MmCb", "MmCh", "MmCd")) {
                assertEquals(0, blocks(kernel.view(), tag), tag);
            }
            Machines.assertSame(before, kernel.view());
        }
    }

    private static PteView pte(MachineView view, EProcess process) {
        ProcessView found = view.processes().stream().filter(p -> p.pid() == process.processId()).findFirst()
                .orElseThrow();
        return view.ptes(found).stream().filter(pte -> pte.page() == BASE).findFirst().orElseThrow();
    }

    private static void assertShares(Kernel kernel, EProcess process, int shares) {
        MachineView view = kernel.view();
        assertEquals(shares, view.pfns().shareCount(pte(view, process).pfn()));
    }

    @Test
    void aSharedPageCountsThoseThatHaveIt() {
        Kernel kernel = Machines.boot(Profile.XP, 32, 32);
        EProcess a = parent(kernel);
        store(kernel, a, BASE, 7);
        assertShares(kernel, a, 1);
        EProcess b = fork(kernel, a, "B");
        EProcess c = fork(kernel, b, "C");
        assertShares(kernel, a, 1);
        assertEquals(7, load(kernel, b, BASE));
        assertEquals(7, load(kernel, c, BASE));
        assertShares(kernel, a, 3);
        assertEquals(pte(kernel.view(), a).pfn(), pte(kernel.view(), c).pfn());
        store(kernel, b, BASE, 8);
        assertShares(kernel, b, 1);
        assertShares(kernel, c, 2);
        kernel.processes().exit(a);
        assertShares(kernel, c, 1);
        assertEquals(7, load(kernel, c, BASE));
        checkInvariants(kernel);
    }

    /** No handle here is made inheritable (OBJ_INHERIT), so a fork begins with an empty table; views it does inherit. */
    @Test
    void handlesStayWithTheParent() {
        Kernel kernel = Machines.boot(Profile.XP, 32, 32);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        int section = Machines.section(kernel, a, null, PAGE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, a, section, VIEW, MemoryConstants.PAGE_READWRITE);
        EProcess b = fork(kernel, a, "B");
        assertEquals(1, kernel.view().sections().getFirst().handles());
        assertEquals(NtStatus.INVALID_HANDLE, kernel.objects().close(b, section));
        int own = Machines.section(kernel, b, null, PAGE, MemoryConstants.PAGE_READWRITE);
        kernel.processes().exit(b);
        assertEquals(NtStatus.SUCCESS, kernel.objects().close(a, section));
        assertEquals(section, own, "the first handle of an empty table");
        store(kernel, a, VIEW, 3);
        EProcess c = fork(kernel, a, "C");
        kernel.processes().exit(a);
        assertEquals(3, load(kernel, c, VIEW));
        kernel.processes().exit(c);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }
}
