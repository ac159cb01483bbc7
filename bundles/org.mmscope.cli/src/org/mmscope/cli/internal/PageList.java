package org.mmscope.cli.internal;

import java.io.IOException;

import org.mmscope.machine.Access;
import org.mmscope.machine.PageEntry;
import org.mmscope.machine.PageWalker;
import org.mmscope.machine.PageWalker.Effect;
import org.mmscope.machine.WalkOutcome;
import org.mmscope.machine.WalkRecord;
import org.mmscope.machine.WalkStep;
import org.mmscope.machine.WalkStep.Level;

/** The pages that page tables map, found by walking; what is absent as a whole is skipped as a whole. */
final class PageList {

    private static final long ADDRESSES = 1L << 32;
    private static final int PAGE_SHIFT = 12;
    private static final int POINTER_SHIFT = 30;

    private final PageWalker walker;
    private final WalkRecord walk = new WalkRecord();

    PageList(PageWalker walker) {
        this.walker = walker;
    }

    /** Prints every mapped page in the order of addresses. */
    void all(PageLines lines) throws IOException {
        long va = 0;
        while (va < ADDRESSES) {
            walk(va);
            long size = 1L << shift(walk.lastStep().level());
            if (walk.outcome() == WalkOutcome.MAPPED) {
                print(va, lines);
            }
            va += size;
        }
    }

    /** Prints where an address is mapped, or why it is not. */
    void one(long va, PageLines lines) throws IOException {
        walk(va);
        if (walk.outcome() == WalkOutcome.MAPPED) {
            print(va, lines);
        } else {
            lines.unmapped(va, reason());
        }
    }

    private void walk(long va) {
        walker.walk(Effect.OBSERVE, (int) va, Access.READ, false, walk);
    }

    private void print(long va, PageLines lines) throws IOException {
        WalkStep last = walk.lastStep();
        boolean large = last.level() == Level.DIRECTORY;
        lines.mapped(va, walk.physicalAddress(), 1L << shift(last.level()), PageEntry.flagNames(last.entry(), large));
    }

    /** log2 of the bytes that one entry of a table stands for. */
    private int shift(Level level) {
        return switch (level) {
            case POINTER_TABLE -> POINTER_SHIFT;
            case DIRECTORY -> walker.controls().largePageShift();
            case TABLE -> PAGE_SHIFT;
        };
    }

    private String reason() {
        WalkStep last = walk.lastStep();
        String what = switch (walk.outcome()) {
            case OUTSIDE_MEMORY -> "lies outside the image";
            case RESERVED_BIT -> "has a reserved bit set";
            default -> "is not present";
        };
        return String.format("%s entry %d at 0x%X (0x%X) %s", table(last.level()), last.index(), last.address(),
                last.entry(), what);
    }

    private static String table(Level level) {
        return switch (level) {
            case POINTER_TABLE -> "page-directory-pointer";
            case DIRECTORY -> "page directory";
            case TABLE -> "page table";
        };
    }
}
