package org.mmscope.kernel.check;

import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.machine.PhysicalReader;

/**
 * A session counts the processes that are on its list; they name it, and no others do. The directory of a process has
 * the entries of session space that its session has, and none if it is in no session; one that is swapped out is not
 * looked at. A session is charged for its page tables and the pages that they map; its working set says that it is one
 * of session space, where its list lies.
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
            pages(image, view, session, sink);
            workingSet(image, session, sink);
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

    private void pages(KernelImage image, MachineView view, SessionView session, ViolationSink sink) {
        PageTables tables = image.tables((long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE);
        long pages = 0;
        for (long va = 0; va < KernelLayout.SESSION_SPACE_SIZE; va += tables.directorySpan()) {
            long pde = image.pte(session.pageTables() + va / tables.directorySpan() * image.ptes().bytes());
            long table = (long) image.ptes().frame(pde) * PhysicalReader.FRAME_SIZE;
            pages += pde == 0 ? 0 : 1;
            for (int at = 0; pde != 0 && at < PhysicalReader.FRAME_SIZE; at += image.ptes().bytes()) {
                pages += tables.read(table + at) == 0 ? 0 : 1;
            }
        }
        if (pages != session.committedPages()) {
            report(session.address(), name(session) + " is charged for " + session.committedPages()
                    + " pages and has " + pages, sink);
        }
    }

    private void workingSet(KernelImage image, SessionView session, ViolationSink sink) {
        long flag = image.field("MM_SESSION_SPACE", "Vm.Flags.SessionSpace", session.address());
        if (flag == 0 || !isSession(start(image), session.workingSetList())) {
            report(session.address(), "working set of " + name(session) + " has its list at "
                    + Images.hex(session.workingSetList()) + (flag == 0 ? " and says it is none of a session" : ""),
                    sink);
        }
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
