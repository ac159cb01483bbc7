package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/** Decodes the sessions of MiSessionWsList. */
final class SessionDecoder {

    private static final int MOST = 1 << 16;
    private static final String LIST = "MiSessionWsList";
    private static final String STRUCTURE = "MM_SESSION_SPACE";

    private final KernelImage image;

    SessionDecoder(KernelImage image) {
        this.image = image;
    }

    List<SessionView> sessions() {
        List<SessionView> sessions = new ArrayList<>();
        if (image.machine().symbols().containsKey(LIST)) {
            int links = image.structure(STRUCTURE).offset("WsListEntry");
            new ListWalker(image.system(), MOST).walk(image.symbol(LIST),
                    entry -> sessions.add(session(entry - links)));
        }
        return List.copyOf(sessions);
    }

    private SessionView session(long address) {
        List<Long> processes = new ArrayList<>();
        int links = image.structure("EPROCESS").offset("SessionProcessLinks");
        new ListWalker(image.system(), MOST).walk(address + image.structure(STRUCTURE).offset("ProcessList"),
                entry -> processes.add(entry - links));
        return new SessionView(address, (int) get("SessionId", address), get("ReferenceCount", address),
                get("CommittedPages", address), get("PageTables", address), workingSet(address),
                get("Vm.VmWorkingSetList", address), List.copyOf(processes));
    }

    private WorkingSetView workingSet(long address) {
        return new WorkingSetView(get("Vm.WorkingSetSize", address), get("Vm.MinimumWorkingSetSize", address),
                get("Vm.MaximumWorkingSetSize", address), get("Vm.PeakWorkingSetSize", address));
    }

    private long get(String field, long address) {
        return image.field(STRUCTURE, field, address);
    }
}
