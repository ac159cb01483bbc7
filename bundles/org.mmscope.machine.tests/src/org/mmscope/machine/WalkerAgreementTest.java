package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walker against {@link NaiveWalker}, on random tables, half a million walks in each mode. */
class WalkerAgreementTest {

    private static final int FRAMES = 40;
    private static final int TABLES = 1_000;
    private static final int WALKS = 500;

    private final Random random = new Random(386);
    private final int[] outcomes = new int[WalkOutcome.values().length];

    @ParameterizedTest
    @EnumSource
    void walkersAgreeOnRandomTables(PagingMode mode) {
        for (int i = 0; i < TABLES; i++) {
            PhysicalMemory mine = randomTables(mode);
            PhysicalMemory naive = new PhysicalMemory(mine.size());
            naive.restore(mine.capture());
            PagingControls controls = new PagingControls(mode, random.nextInt(4) > 0, random.nextBoolean(),
                    random.nextBoolean(), random.nextInt(4) > 0, 36 + random.nextInt(3), false);
            walkBoth(mine, naive, controls, random.nextInt(FRAMES - 1) * 4096L + random.nextInt(128) * 32);
            assertArrayEquals(bytes(naive), bytes(mine), "Accessed and Dirty");
        }
        for (WalkOutcome outcome : WalkOutcome.values()) {
            boolean possible = mode == PagingMode.PAE || outcome != WalkOutcome.NO_EXECUTE;
            assertTrue(!possible || outcomes[outcome.ordinal()] > 100, "too few walks end " + outcome);
        }
    }

    private void walkBoth(PhysicalMemory mine, PhysicalMemory naive, PagingControls controls, long cr3) {
        PageWalker walker = PageWalker.committing(mine, controls);
        NaiveWalker second = new NaiveWalker(naive, controls);
        WalkRecord record = new WalkRecord();
        walker.load(cr3);
        for (int i = 0; i < WALKS; i++) {
            int va = random.nextInt();
            Access access = Access.values()[random.nextInt(3)];
            boolean user = random.nextBoolean();
            boolean recorded = random.nextBoolean();
            long observed = PageWalker.observing(mine, controls, cr3).observe(va, access, user).physicalAddress();
            if (!Arrays.equals(walker.pointers(), PageWalker.observing(mine, controls, cr3).pointers())) {
                // The naive walker reads them from memory each time, where marks can change them.
                walker.load(cr3);
            }
            long result = recorded ? walker.walk(PageWalker.Effect.COMMIT, va, access, user, record)
                    : walker.commit(va, walker.kind(access, user));
            boolean reached = second.walk(cr3, va, access, user);
            assertEquals(!reached, Translation.isFault(result), () -> describe(va, access, user));
            if (reached) {
                long address = Translation.base(result) | va & 0xFFF;
                assertEquals(second.physicalAddress, address, () -> describe(va, access, user));
                assertEquals(second.physicalAddress, observed);
            } else {
                assertEquals(second.errorCode, Translation.errorCode(result), () -> describe(va, access, user));
                assertEquals(PageWalker.NOT_MAPPED, observed);
            }
            if (recorded) {
                outcomes[record.outcome().ordinal()]++;
            }
        }
    }

    private static String describe(int va, Access access, boolean user) {
        return "%s of %08x by %s".formatted(access, va, user ? "user" : "supervisor");
    }

    /** Frames full of entries of which most lead somewhere: to each other, to themselves, or outside. */
    private PhysicalMemory randomTables(PagingMode mode) {
        PhysicalMemory memory = new PhysicalMemory(FRAMES * 4096L);
        for (long at = 0; at < memory.size(); at += mode == PagingMode.PAE ? 8 : 4) {
            long frame = random.nextInt(50) == 0 ? random.nextInt(1 << 20) : random.nextInt(FRAMES);
            long flags = random.nextInt(4) == 0 ? random.nextInt(4096) : random.nextInt(4096) & 0xE7F | 7;
            long entry = frame << 12 | flags & (random.nextInt(10) == 0 ? ~1 : ~0);
            if (mode == PagingMode.PAE) {
                entry |= random.nextInt(6) == 0 ? Setup.NX : 0;
                entry |= random.nextInt(20) == 0 ? 1L << 32 + random.nextInt(31) : 0;
                entry &= random.nextInt(3) == 0 ? ~0x1E6L : ~0L;
                memory.write64(at, entry);
            } else {
                entry &= (flags & Setup.PS) != 0 && random.nextBoolean() ? ~0x3FE000L : ~0L;
                memory.write32(at, (int) entry);
            }
        }
        return memory;
    }

    private static byte[] bytes(PhysicalMemory memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length);
        return bytes;
    }
}
