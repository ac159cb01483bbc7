package org.mmscope.win32.heap;

/**
 * The memory of a process as code in it sees it. Every reference may end in a {@link UserException}, as one of a real
 * program may.
 */
public interface UserMemory {

    int PAGE = 4096;

    /** Reads 8 bits, unsigned. */
    int load8(int va);

    /** Reads 16 bits, unsigned. */
    int load16(int va);

    int load32(int va);

    void store8(int va, int value);

    void store16(int va, int value);

    void store32(int va, int value);

    /** Writes zeroes. */
    void zero(int va, long bytes);

    /** Copies bytes that do not overlap. */
    void copy(int to, int from, long bytes);

    /** Reserves bytes anywhere (NtAllocateVirtualMemory). Gives the base, 0 when it fails. */
    int reserve(long bytes);

    /** Commits pages of a reservation, readable and writable. */
    boolean commit(int va, long bytes);

    /** Decommits pages. */
    boolean decommit(int va, long bytes);

    /** Gives a whole reservation back. */
    boolean release(int va);
}
