package org.mmscope.session.inspect;

import java.util.Locale;

import org.mmscope.kernel.view.ProcessView;

/**
 * A value in an answer.
 *
 * @param kind what it is, from which a console makes links
 * @param number the number, unsigned; the id of a process; 1 or 0 of a flag
 * @param text how a person reads it
 */
public record Value(Kind kind, long number, String text) {

    private static final Value NONE = new Value(Kind.NONE, 0, "-");

    /** What a value is. */
    public enum Kind {
        /** A virtual address. */
        ADDRESS,
        /** A physical address. */
        PHYSICAL,
        /** A frame number. */
        FRAME,
        /** The raw bits of an entry. */
        BITS,
        /** Any other number. */
        NUMBER,
        /** A process, by its name. */
        PROCESS,
        /** Words. */
        TEXT,
        /** Yes or no. */
        FLAG,
        /** There is none. */
        NONE;

        /** Whether it names something that can be gone to: an address, a frame or a process. */
        boolean named() {
            return this == ADDRESS || this == PHYSICAL || this == FRAME || this == PROCESS;
        }

        /** Whether it stands at the right of a column. */
        boolean right() {
            return this != TEXT && this != PROCESS && this != FLAG;
        }
    }

    /** A virtual address: 8 hexadecimal digits. */
    public static Value address(long address) {
        return new Value(Kind.ADDRESS, address, String.format("%08x", address));
    }

    /** A virtual address, or nothing when it is 0. */
    public static Value pointer(long address) {
        return address == 0 ? new Value(Kind.NONE, 0, "00000000") : address(address);
    }

    /** A physical address: at least 8 hexadecimal digits. */
    public static Value physical(long address) {
        return new Value(Kind.PHYSICAL, address, String.format("%08x", address));
    }

    /** A frame, in hexadecimal; nothing when it is negative. */
    public static Value frame(int pfn) {
        return pfn < 0 ? NONE : new Value(Kind.FRAME, pfn, Integer.toHexString(pfn));
    }

    /** The bits of an entry of 4 or 8 bytes, in hexadecimal. */
    public static Value bits(long raw, int bytes) {
        return new Value(Kind.BITS, raw, String.format("%0" + bytes * 2 + "X", raw));
    }

    /** A number in decimal. */
    public static Value count(long number) {
        return new Value(Kind.NUMBER, number, Long.toString(number));
    }

    /** A number in hexadecimal. */
    public static Value hex(long number) {
        return new Value(Kind.NUMBER, number, Long.toHexString(number));
    }

    /** A number of pages, as the debugger writes it: with its kilobytes. */
    public static Value pages(long pages) {
        return new Value(Kind.NUMBER, pages, String.format(Locale.ROOT, "%d ( %7d Kb)", pages, pages * 4));
    }

    /** A process, by its name. */
    public static Value process(ProcessView process) {
        return new Value(Kind.PROCESS, process.pid(), process.name());
    }

    /** Words; nothing when null. */
    public static Value text(String text) {
        return text == null ? NONE : new Value(Kind.TEXT, 0, text);
    }

    /** Yes or no. */
    public static Value flag(boolean flag) {
        return new Value(Kind.FLAG, flag ? 1 : 0, flag ? "yes" : "no");
    }

    /** There is none. */
    public static Value none() {
        return NONE;
    }
}
