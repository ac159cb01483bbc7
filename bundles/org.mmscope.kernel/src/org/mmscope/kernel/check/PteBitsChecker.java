package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.check.EntryScan.Entry;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.PagingMode;

/**
 * The bits of an entry are those of its page's protection. A user's page is the user's, not global, dirty exactly when
 * the hardware may write to it, and write, copy-on-write and cache bits follow from the protection that its PFN entry's
 * OriginalPte or, for a shared page, its working-set entry keeps; an entry in transition keeps the same protection as
 * its page. A user's page is cached as CacheAttribute of its PFN entry says.
 */
final class PteBitsChecker implements Checker {

    private static final int WRITABLE = 1 << 1;
    private static final int OWNER = 1 << 2;
    private static final int CACHE = 3 << 3;
    /** OriginalPte is wider under PAE. */
    private static final int PAE_GROWTH = 4;
    private static final int DIRTY = 1 << 6;
    private static final int LARGE = 1 << 7;
    private static final int GLOBAL = 1 << 8;
    private static final int COPY_ON_WRITE = 1 << 9;
    private static final int PROTOTYPE = 1 << 10;
    private static final int WRITE = 1 << 11;

    private static final int EXECUTE_CODE = 2;
    private static final int WRITE_CODE = 4;
    private static final int COPY_CODE = 5;
    private static final int GUARD_OR_NO_CACHE = 0x18;
    private static final int NO_CACHE_CODE = 8;

    @Override
    public String rule() {
        return "3 pte-bits";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (SegmentView segment : view.segments()) {
            segment.prototypePtes().forEach(pte -> prototypePte(view, pte, sink));
        }
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            Map<ProcessView, Map<Long, Integer>> kept = new HashMap<>();
            long system = image.global("MmSystemRangeStart");
            new EntryScan(image, view).scan(entry -> entry(view, entry, entry.va() < system,
                    kept.computeIfAbsent(entry.process(), p -> WorkingSetEntries.protections(image, p)), sink));
        }
    }

    private void entry(MachineView view, Entry entry, boolean user, Map<Long, Integer> kept, ViolationSink sink) {
        if (entry.directory() || entry.pfn() >= view.pfns().frames()) {
            return;
        }
        if (entry.kind() == PteKind.TRANSITION) {
            transition(view, entry, sink);
        } else if (entry.kind() == PteKind.VALID) {
            if (has(entry, OWNER) != user) {
                report(entry, user ? "is not open to the user" : "is open to the user", sink);
            }
            if (has(entry, LARGE) || has(entry, PROTOTYPE)) {
                report(entry, "has a reserved bit set", sink);
            }
            if (user) {
                user(view, entry, kept.getOrDefault(entry.va(), 0), sink);
                if (has(entry, CACHE) == isCached(view, entry.pfn())) {
                    report(entry, "is cached in another way than its page", sink);
                }
            }
        }
    }

    private static boolean isCached(MachineView view, int pfn) {
        KernelImage image = Images.of(view);
        int size = image.structure("MMPFN").size() + (view.machine().paging() == PagingMode.PAE ? PAE_GROWTH : 0);
        return image.field("MMPFN", "u3.e1.CacheAttribute", view.machine().pfnDatabase() + (long) pfn * size) != 0;
    }

    private void user(MachineView view, Entry entry, int kept, ViolationSink sink) {
        if (has(entry, GLOBAL)) {
            report(entry, "is global", sink);
        }
        if (has(entry, WRITABLE) != has(entry, DIRTY)) {
            report(entry, has(entry, DIRTY) ? "is dirty and not writable" : "is writable and not dirty", sink);
        }
        if (has(entry, WRITABLE) && !has(entry, WRITE)) {
            report(entry, "is writable and not open for writing", sink);
        }
        boolean shared = view.pfns().pteAddress(entry.pfn()) != entry.address();
        int code = kept != 0 && shared ? kept : protection(view, entry.pfn());
        if ((entry.raw() & (WRITE | COPY_ON_WRITE | CACHE)) != bits(code)) {
            report(entry, "has other write, copy or cache bits than protection " + code + " of its page", sink);
        }
        if (entry.raw() < 0 && (code & EXECUTE_CODE) != 0) {
            report(entry, "forbids to execute what protection " + code + " of its page allows", sink);
        }
    }

    private void transition(MachineView view, Entry entry, ViolationSink sink) {
        int code = PteDecoder.of(view.machine().paging()).protection(entry.raw());
        if (code != protection(view, entry.pfn())) {
            report(entry, "has protection " + code + ", its page " + protection(view, entry.pfn()), sink);
        }
    }

    /** A prototype PTE in memory has the protection that its page keeps. */
    private void prototypePte(MachineView view, PrototypePteView pte, ViolationSink sink) {
        PfnTable pfns = view.pfns();
        if (pte.pfn() < 0 || pte.pfn() >= pfns.frames()) {
            return;
        }
        int code = protection(view, pte.pfn());
        boolean same = pte.kind() == PteKind.TRANSITION
                ? PteDecoder.of(view.machine().paging()).protection(pte.raw()) == code
                : (pte.raw() & (WRITE | COPY_ON_WRITE | CACHE)) == bits(code);
        if (!same) {
            sink.violation(new Violation(rule(), pte.address(), pte.pfn(), "prototype PTE " + Images.hex(pte.address())
                    + " (" + Images.hex(pte.raw()) + ") has another protection than its page, which keeps " + code));
        }
    }

    private static int protection(MachineView view, int pfn) {
        return view.pfns().awe(pfn) ? WRITE_CODE
                : PteDecoder.of(view.machine().paging()).protection(view.pfns().originalPte(pfn));
    }

    /** Whether a protection code allows stores to the page itself. */
    static boolean writable(int code) {
        return (bits(code) & WRITE) != 0;
    }

    private static int bits(int code) {
        int cache = (code & GUARD_OR_NO_CACHE) == NO_CACHE_CODE ? CACHE : 0;
        if ((code & COPY_CODE) == COPY_CODE) {
            return cache | COPY_ON_WRITE;
        }
        return (code & WRITE_CODE) != 0 ? cache | WRITE : cache;
    }

    private void report(Entry entry, String wrong, ViolationSink sink) {
        sink.violation(new Violation(rule(), entry.address(), entry.pfn(), entry + " " + wrong));
    }

    private static boolean has(Entry entry, int bit) {
        return (entry.raw() & bit) != 0;
    }
}
