package org.mmscope.kernel.check;

import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SessionView;

/**
 * A session counts the processes that are on its list; they name it, and no others do. The directory of a process has
 * the entries of session space that its session has, and none if it is in no session; one that is swapped out is not
 * looked at.
 */
final class SessionChecker implements Checker {

    @Override
    public String rule() {
        return "10 sessions";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        List<SessionView> sessions = view.sessions();
        for (SessionView session : sessions) {
            if (session.references() != session.processes().size()) {
                report(session.address(), name(session) + " counts " + session.references() + " processes and has "
                        + session.processes().size(), sink);
            }
        }
        if (start(image) != 0) {
            view.processes().forEach(process -> process(image, sessions, process, sink));
        }
    }

    /** First address of session space, 0 without sessions. */
    static long start(KernelImage image) {
        return image.machine().symbols().containsKey("MmSessionBase") ? image.global("MmSessionBase") : 0;
    }

    /** Whether an address is in session space. */
    static boolean isSession(long start, long va) {
        return start != 0 && va >= start && va < start + KernelLayout.SESSION_SPACE_SIZE;
    }

    private void process(KernelImage image, List<SessionView> sessions, ProcessView process, ViolationSink sink) {
        long named = image.field("EPROCESS", "Session", process.address());
        SessionView session = sessions.stream().filter(each -> each.address() == named).findFirst().orElse(null);
        if (session == null && named != 0) {
            report(process.address(), process.name() + " names session " + Images.hex(named) + ", which is none", sink);
        }
        for (SessionView each : sessions) {
            if (each.processes().contains(process.address()) != (each == session)) {
                report(process.address(), process.name() + (each == session ? " is not on the list of "
                        : " is on the list of ") + name(each), sink);
            }
        }
        directory(image, process, session, sink);
    }

    private void directory(KernelImage image, ProcessView process, SessionView session, ViolationSink sink) {
        PageTables tables = image.tables(process.directoryTableBase());
        long start = start(image);
        for (long va = start; isSession(start, va); va += tables.directorySpan()) {
            long at = tables.directoryEntry(va);
            if (at == PageTables.NONE) {
                continue;
            }
            long found = tables.read(at);
            long slot = (va - start) / tables.directorySpan() * image.ptes().bytes();
            long wanted = session == null ? 0 : image.pte(session.pageTables() + slot);
            if (found != wanted) {
                report(process.address(), process.name() + " has directory entry " + Images.hex(found) + " for "
                        + Images.hex(va) + " of session space, its session " + Images.hex(wanted), sink);
            }
        }
    }

    private static String name(SessionView session) {
        return "session " + session.id();
    }

    private void report(long address, String message, ViolationSink sink) {
        sink.violation(Violation.at(rule(), address, message));
    }
}
