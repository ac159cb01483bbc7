package org.mmscope.kernel.check;

import org.mmscope.kernel.check.EntryScan.Entry;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;

/**
 * The bits of a valid entry agree with each other: user pages are the owner's and not global, supervisor pages are not
 * the owner's, a page that may be written by hardware may be written by software and is dirty, and reserved bits are
 * clear.
 */
final class PteBitsChecker implements Checker {

    private static final int WRITABLE = 1 << 1;
    private static final int OWNER = 1 << 2;
    private static final int DIRTY = 1 << 6;
    private static final int LARGE = 1 << 7;
    private static final int GLOBAL = 1 << 8;
    private static final int COPY_ON_WRITE = 1 << 9;
    private static final int PROTOTYPE = 1 << 10;
    private static final int WRITE = 1 << 11;

    @Override
    public String rule() {
        return "3 pte-bits";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        long system = Images.of(view).global("MmSystemRangeStart");
        new EntryScan(Images.of(view), view).scan(entry -> {
            if (entry.kind() == PteKind.VALID && !entry.directory()) {
                entry(entry, entry.va() < system, sink);
            }
        });
    }

    private void entry(Entry entry, boolean user, ViolationSink sink) {
        if (has(entry, OWNER) != user) {
            report(entry, user ? "is not open to the user" : "is open to the user", sink);
        }
        if (user && has(entry, GLOBAL)) {
            report(entry, "is global", sink);
        }
        if (has(entry, LARGE) || has(entry, PROTOTYPE)) {
            report(entry, "has a reserved bit set", sink);
        }
        if (user && has(entry, WRITABLE) && !(has(entry, WRITE) && has(entry, DIRTY))) {
            report(entry, "is writable without being dirty and open for writing", sink);
        }
        if (has(entry, COPY_ON_WRITE) && (has(entry, WRITE) || has(entry, WRITABLE))) {
            report(entry, "is copy-on-write and writable", sink);
        }
        if (user && has(entry, DIRTY) && !has(entry, WRITE)) {
            report(entry, "is dirty and not open for writing", sink);
        }
    }

    private void report(Entry entry, String wrong, ViolationSink sink) {
        sink.violation(new Violation(rule(), entry.address(), entry.pfn(), entry + " " + wrong));
    }

    private static boolean has(Entry entry, int bit) {
        return (entry.raw() & bit) != 0;
    }
}
