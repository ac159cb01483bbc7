package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.PteDecoder;

/** Bits of entries as the debugger writes them. */
final class PteText {

    private static final String[] ACCESS = {"None", "ReadOnly", "Execute", "ExecuteRead", "ReadWrite", "WriteCopy",
        "ExecuteReadWrite", "ExecuteWriteCopy"};
    private static final int GUARD = 0x10;
    private static final int NO_CACHE = 8;

    private PteText() {
    }

    /** The flags of a valid entry: {@code CGLDANTUWEV}, a hyphen for each that is clear, K for U and R for W. */
    static String flags(PteDecoder format, long raw) {
        boolean executable = format == PteDecoder.X86 || raw >= 0;
        return flag(raw, 9, 'C', '-') + flag(raw, 8, 'G', '-') + flag(raw, 7, 'L', '-') + flag(raw, 6, 'D', '-')
                + flag(raw, 5, 'A', '-') + flag(raw, 4, 'N', '-') + flag(raw, 3, 'T', '-') + flag(raw, 2, 'U', 'K')
                + flag(raw, 1, 'W', 'R') + (executable ? 'E' : '-') + flag(raw, 0, 'V', '-');
    }

    private static String flag(long raw, int bit, char set, char clear) {
        return String.valueOf((raw >>> bit & 1) != 0 ? set : clear);
    }

    /** A protection code: {@code 4 - ReadWrite}. */
    static String protect(int code) {
        String name = ACCESS[code & 7];
        if (code == PteDecoder.NO_ACCESS) {
            name = "NoAccess";
        } else if (code == PteDecoder.DECOMMITTED) {
            name = "Decommitted";
        } else {
            name += ((code & GUARD) != 0 ? " Guard" : "") + ((code & NO_CACHE) != 0 ? " NoCache" : "");
        }
        return Integer.toHexString(code) + " - " + name;
    }
}
