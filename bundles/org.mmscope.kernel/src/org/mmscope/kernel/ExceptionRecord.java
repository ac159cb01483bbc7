package org.mmscope.kernel;

/**
 * The exception that a memory reference of a program raised.
 *
 * @param code STATUS_ACCESS_VIOLATION, STATUS_GUARD_PAGE_VIOLATION or STATUS_IN_PAGE_ERROR
 * @param operation {@link #READ}, {@link #WRITE} or {@link #EXECUTE}
 * @param address the virtual address referred to
 */
public record ExceptionRecord(int code, int operation, int address) {

    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int EXECUTE = 8;
}
