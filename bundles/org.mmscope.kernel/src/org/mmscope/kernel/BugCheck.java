package org.mmscope.kernel;

/**
 * Why a machine has stopped: the code and the four parameters of KeBugCheckEx, as KiBugCheckData keeps them. Immutable,
 * any thread. Codes by the names and values of bugcodes.h; what the parameters mean is in the reference of bug check
 * codes of Microsoft's debugger documentation.
 *
 * @param code one of the constants here
 * @param parameter1 first parameter, 0 when the code has none
 * @param parameter2 second parameter
 * @param parameter3 third parameter
 * @param parameter4 fourth parameter
 */
public record BugCheck(int code, int parameter1, int parameter2, int parameter3, int parameter4) {

    /** A page fault where none may be taken: virtual address, level, 0 for a read, address of the code. */
    public static final int IRQL_NOT_LESS_OR_EQUAL = 0x0A;
    /** Inconsistent memory management: parameter 1 says what. */
    public static final int MEMORY_MANAGEMENT = 0x1A;
    /** No page is available and none can be made so: dirty pages, those for a page file, nonpaged pool, write status. */
    public static final int NO_PAGES_AVAILABLE = 0x4D;
    /**
     * A kernel stack could not be read back: status twice, page file number, offset in the page file in bytes; or it
     * came back without its signature: 0, what was there, 0, address of the signature.
     */
    public static final int KERNEL_STACK_INPAGE_ERROR = 0x77;
    /**
     * A page of the kernel's own could not be read: PTE address, status, contents of the PTE, virtual address; for a
     * page table 1, status, process, address of the entry that was looked for.
     */
    public static final int KERNEL_DATA_INPAGE_ERROR = 0x7A;
    /** The hardware reported a failure: parameter 1 is 0x004F4454. */
    public static final int NMI_HARDWARE_FAILURE = 0x80;
    /** Code ran from a page that forbids it: virtual address, contents of the PTE. */
    public static final int ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY = 0xFC;

    /** The name of the code, as the debugger shows it; empty for a code that is none of the constants. */
    public String name() {
        return switch (code) {
            case IRQL_NOT_LESS_OR_EQUAL -> "IRQL_NOT_LESS_OR_EQUAL";
            case MEMORY_MANAGEMENT -> "MEMORY_MANAGEMENT";
            case NO_PAGES_AVAILABLE -> "NO_PAGES_AVAILABLE";
            case KERNEL_STACK_INPAGE_ERROR -> "KERNEL_STACK_INPAGE_ERROR";
            case KERNEL_DATA_INPAGE_ERROR -> "KERNEL_DATA_INPAGE_ERROR";
            case NMI_HARDWARE_FAILURE -> "NMI_HARDWARE_FAILURE";
            case ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY -> "ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY";
            default -> "";
        };
    }

    /** As the blue screen says it. */
    @Override
    public String toString() {
        return String.format("*** STOP: 0x%08X (0x%08X,0x%08X,0x%08X,0x%08X) %s", code, parameter1, parameter2,
                parameter3, parameter4, name()).strip();
    }
}
