package org.mmscope.kernel.session;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/** Offsets of the fields of MM_SESSION_SPACE, and of those of EPROCESS that have to do with it, in bytes. */
final class SessionLayout {

    final int size;
    final int globalAddress;
    final int references;
    final FieldLayout initialized;
    final int id;
    final int processes;
    final int nonPageable;
    final int committed;
    final int poolStart;
    final int poolEnd;
    final int pageTables;
    final int processReferences;
    final int sessionLinks;
    final int workingSet;
    final FieldLayout sessionSpace;
    final int entries;
    final int process;
    final int processLinks;

    SessionLayout(StructureLayouts layouts) {
        StructureLayout session = layouts.structure("MM_SESSION_SPACE");
        size = session.size();
        globalAddress = session.offset("GlobalVirtualAddress");
        references = session.offset("ReferenceCount");
        initialized = session.field("u.Flags.Initialized");
        id = session.offset("SessionId");
        processes = session.offset("ProcessList");
        nonPageable = session.offset("NonPagablePages");
        committed = session.offset("CommittedPages");
        poolStart = session.offset("PagedPoolStart");
        poolEnd = session.offset("PagedPoolEnd");
        pageTables = session.offset("PageTables");
        processReferences = session.offset("ProcessReferenceToSession");
        sessionLinks = session.offset("WsListEntry");
        workingSet = session.offset("Vm");
        sessionSpace = session.field("Vm.Flags.SessionSpace");
        entries = session.offset("Wsle");
        StructureLayout eprocess = layouts.structure("EPROCESS");
        process = eprocess.offset("Session");
        processLinks = eprocess.offset("SessionProcessLinks");
    }
}
