package org.mmscope.kernel.check;

/**
 * An entry that breaks a rule.
 *
 * @param rule the {@link Checker#rule()}
 * @param address virtual address of the entry, or -1
 * @param pfn the frame concerned, or -1
 * @param message what is wrong, naming the entry and both values
 */
public record Violation(String rule, long address, int pfn, String message) {

    /** A violation by the structure or page table entry at a virtual address. */
    public static Violation at(String rule, long address, String message) {
        return new Violation(rule, address, -1, message);
    }

    /** A violation by a frame. */
    public static Violation ofFrame(String rule, int pfn, String message) {
        return new Violation(rule, -1, pfn, message);
    }

    /** A violation by the machine as a whole. */
    public static Violation ofMachine(String rule, String message) {
        return new Violation(rule, -1, -1, message);
    }

    /** The rule, the entry and what is wrong, in one line. */
    @Override
    public String toString() {
        return rule + ": " + message;
    }
}
