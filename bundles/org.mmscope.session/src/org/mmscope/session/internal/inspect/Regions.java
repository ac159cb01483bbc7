package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.VadView;

/** Divides a process's user addresses into ranges of like pages, or a part of them. */
final class Regions {

    private static final long SHARED_USER_DATA = 0x7FFE_0000L;
    private static final long PAGE = AddressSpace.PAGE;
    private static final int READ_ONLY = 1;

    private final AddressSpace space;
    private final PageStates states;
    private final List<Region> regions = new ArrayList<>();

    private Regions(AddressSpace space) {
        this.space = space;
        states = new PageStates(space);
    }

    /** All of them, by address. */
    static List<Region> all(AddressSpace space) {
        Regions regions = new Regions(space);
        long at = 0;
        for (VadView vad : space.process().vads()) {
            regions.free(at, vad.start() - 1);
            if (vad.start() >= at) {
                regions.vad(vad);
            }
            at = Math.max(at, vad.end() + 1);
        }
        regions.free(at, space.highestVadAddress());
        regions.top(Math.max(at, space.highestVadAddress() + 1));
        return regions.regions;
    }

    /** The one that holds a user address. */
    static Region at(AddressSpace space, long va) {
        return all(space).stream().filter(region -> region.start() <= va && va <= region.end()).findFirst()
                .orElse(null);
    }

    private void free(long start, long end) {
        if (start <= end) {
            regions.add(new Region(start, end, Region.State.MEM_FREE, 0, null));
        }
    }

    /** Above the place of VADs: the shared user data page and what is kept free behind it. */
    private void top(long start) {
        long last = space.systemStart() - 0x10001;
        long from = start;
        if (from == SHARED_USER_DATA) {
            regions.add(new Region(from, from + PAGE - 1, Region.State.MEM_COMMIT, READ_ONLY, null));
            from += PAGE;
        }
        if (from <= last) {
            regions.add(new Region(from, last, Region.State.MEM_RESERVE, 0, null));
        }
    }

    private void vad(VadView vad) {
        Run run = new Run(vad);
        space.tables().scan(vad.start(), vad.end(), (va, entry, raw, large) -> {
            run.empty(va);
            run.page(va, states.of(vad, va, raw));
        });
        run.empty(vad.end() + 1);
        run.end();
    }

    /** Pages of one VAD, run by run. */
    private final class Run {

        private final VadView vad;
        private long start;
        private long next;
        private int state;

        Run(VadView vad) {
            this.vad = vad;
            start = vad.start();
            next = start;
        }

        /** The pages up to an address have no PTE. */
        void empty(long end) {
            if (vad.controlArea() == 0 && next < end) {
                page(next, states.of(vad, next, 0));
                next = end;
            }
            while (next < end) {
                page(next, states.of(vad, next, 0));
            }
        }

        void page(long va, int ofPage) {
            if (va > start && ofPage != state) {
                end();
                start = va;
            }
            state = ofPage;
            next = va + PAGE;
        }

        void end() {
            boolean reserved = state == PageStates.RESERVED;
            regions.add(new Region(start, next - 1, reserved ? Region.State.MEM_RESERVE : Region.State.MEM_COMMIT,
                    reserved ? 0 : state, vad));
        }
    }
}
