package org.mmscope.kernel.thread;

/**
 * Offsets of the fields of the TEB that the kernel writes and reads, in bytes; the same in every release from NT 4 to
 * Server 2003 (NT_TIB of winnt.h; the rest as the debugger's dt _TEB shows).
 */
final class TebLayout {

    static final int EXCEPTION_LIST = 0x0;
    static final int STACK_BASE = 0x4;
    static final int STACK_LIMIT = 0x8;
    static final int VERSION = 0x10;
    static final int SELF = 0x18;
    static final int CLIENT_ID = 0x20;
    static final int PEB = 0x30;
    static final int DEALLOCATION_STACK = 0xE0C;
    /** Bytes up to the last field of the beginning. */
    static final int HEAD = 0x34;
    /** FiberData of a thread that is none: version 30 of the OS/2 subsystem's TIB. */
    static final int OS2_VERSION = 0x1E00;

    private TebLayout() {
    }
}
