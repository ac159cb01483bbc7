package org.mmscope.machine;

/**
 * Where references to memory come in: from the calls of a scenario, a recorded trace, or a core that executes IA-32
 * instructions. Addresses are linear; values are little-endian, need no alignment, may cross a page border and wrap at
 * 4 GB. A reference that faults goes to the trap handler and is restarted or given up; a store that is given up wrote
 * nothing. Nothing is allocated. On the engine's thread.
 */
public interface ReferencePort {

    /** The byte at an address, 0 to 255; 0 when {@linkplain #aborted() given up}. */
    int load8(int va);

    /** The 16-bit value at an address, 0 to 65535; 0 when {@linkplain #aborted() given up}. */
    int load16(int va);

    /** The 32-bit value at an address; 0 when {@linkplain #aborted() given up}. */
    int load32(int va);

    /** Writes the low byte of a value. */
    void store8(int va, int value);

    /** Writes the low 16 bits of a value. */
    void store16(int va, int value);

    /** Writes 32 bits. */
    void store32(int va, int value);

    /** Fetches an instruction byte, for the sake of the reference. */
    void execute(int va);

    /** Fetches an instruction byte, 0 to 255; 0 when {@linkplain #aborted() given up}. */
    int fetch8(int va);

    /** Whether the last reference was given up. */
    boolean aborted();
}
