package org.mmscope.session.inspect;

/** What may be given for an argument. Numbers are decimal, or hexadecimal with {@code 0x}. */
public enum ArgumentKind {
    /** A process, by its name or its id. */
    PROCESS("a process by name or id"),
    /** A virtual address, or the name of a kernel symbol that the machine description has. */
    ADDRESS("an address up to 0xFFFFFFFF, or a kernel symbol"),
    /** A frame of the machine. */
    FRAME("a frame number"),
    /** A number from 0 to 2^63 - 1. */
    NUMBER("a number"),
    /** One of the words of the argument. */
    WORD("a word");

    private final String expected;

    ArgumentKind(String expected) {
        this.expected = expected;
    }

    /** What is expected, for messages. */
    public String expected() {
        return expected;
    }
}
