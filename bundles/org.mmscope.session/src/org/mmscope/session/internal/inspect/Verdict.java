package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.PageProtection;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;

/** What a program's reference to an address will meet, in a sentence. */
final class Verdict {

    private static final long SHARED_USER_DATA = 0x7FFE_0000L;
    private static final int ACCESS = 7;
    private static final int GUARD = 0x10;

    private Verdict() {
    }

    static String of(AddressSpace space, VadView vad, long va) {
        if (va >= space.systemStart()) {
            return mapped(space, va) ? "The page is in memory; a program that refers to it gets an access violation."
                    : "There is no page there, and programs may not refer to system space.";
        }
        if ((va & -AddressSpace.PAGE) == SHARED_USER_DATA && (vad == null || !mapped(space, va))) {
            return "The shared user data page: read-only in every process, through MmSharedUserDataPte.";
        }
        if (vad == null) {
            return "A reference is an access violation: no VAD holds the address.";
        }
        int state = new PageStates(space).of(vad, va);
        if (state == PageStates.RESERVED) {
            return "A reference is an access violation: the page is reserved, not committed.";
        }
        if ((state & ACCESS) == 0) {
            return "A reference is an access violation: the page is committed as PAGE_NOACCESS.";
        }
        String protection = PageProtection.name(state);
        return (state & GUARD) != 0 ? "The first reference is a guard page violation (" + protection + ")."
                : entry(space, vad, va) + " (" + protection + ").";
    }

    private static boolean mapped(AddressSpace space, long va) {
        Entry directory = space.directory(va);
        if (directory == null || directory.kind() != PteKind.VALID) {
            return false;
        }
        Entry table = space.table(va);
        return directory.large() || table != null && table.kind() == PteKind.VALID;
    }

    private static String entry(AddressSpace space, VadView vad, long va) {
        Entry pte = space.table(va);
        PteKind kind = pte == null ? PteKind.EMPTY : pte.kind();
        boolean own = kind != PteKind.EMPTY && kind != PteKind.PROTOTYPE;
        if (own || vad.controlArea() == 0) {
            return sentence(space, kind == PteKind.EMPTY ? PteKind.DEMAND_ZERO : kind, pte, "The page");
        }
        long address = space.prototype(vad, va);
        Entry prototype = EntryFields.prototypeEntry(space, address);
        return prototype.kind() == PteKind.VALID
                ? "The page is in memory for others; the next reference makes a PTE of the prototype PTE, no transfer"
                : sentence(space, prototype.kind(), prototype, "The section's page");
    }

    private static String sentence(AddressSpace space, PteKind kind, Entry entry, String page) {
        return switch (kind) {
            case VALID -> page + " is valid: the processor finds the byte without a fault";
            case TRANSITION -> page + " is in transition: still in memory, the next reference is a soft fault";
            case PAGE_FILE -> String.format("%s is in page file %d at page 0x%x: the next reference is a hard fault",
                    page, space.format().pageFile(entry.raw()), space.format().pageFileOffset(entry.raw()));
            case DEMAND_ZERO -> page + " does not exist yet: the next reference gets a zeroed page";
            case SUBSECTION -> page + " is in its file: the next reference is a hard fault";
            default -> page + " is " + kind.label();
        };
    }
}
