package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

/** What the machine costs on the host, as bytes allocated by this thread. */
class HostMemoryTest {

    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    @Test
    void sixtyFourGigabytesCostLittleBeforeTheyAreTouched() {
        long before = allocated();
        PhysicalMemory memory = new PhysicalMemory(64L << 30);
        long cost = allocated() - before;
        assertTrue(cost < 16 << 20, "costs " + cost + " bytes");
        before = allocated();
        for (long at = 0; at < memory.size(); at += 1 << 24) {
            memory.read32(at);
        }
        assertTrue(allocated() - before < 1 << 16, "reading costs nothing");
    }

    @Test
    void aCaptureCostsWhatChanged() {
        PhysicalMemory memory = new PhysicalMemory(64L << 30);
        for (int i = 0; i < 1000; i++) {
            memory.write8((long) i << 25, 1);
        }
        memory.capture();
        long before = allocated();
        memory.capture();
        assertTrue(allocated() - before < 1024, "nothing changed");
        before = allocated();
        memory.write8(5L << 25, 2);
        MemoryCapture capture = memory.capture();
        long cost = allocated() - before;
        assertTrue(cost < 16 << 10, "one frame changed, and that cost " + cost);
        before = allocated();
        memory.write8(6L << 25, 2);
        memory.restore(capture);
        assertTrue(allocated() - before < 16 << 10);
    }

    @Test
    void aReferenceAllocatesNothing() {
        for (PagingMode mode : PagingMode.values()) {
            Setup s = new Setup(mode);
            for (int page = 0; page < 256; page++) {
                s.map(0x400000 + page * 4096, 0x100000 + page * 4096 | RIGHTS);
            }
            refer(s);
            refer(s);
            long before = allocated();
            refer(s);
            long cost = allocated() - before;
            assertTrue(cost < 4096, "half a million references, where only the host's own linking may cost: " + cost);
        }
    }

    private static void refer(Setup s) {
        for (int i = 0; i < 100_000; i++) {
            int va = 0x400000 + (i * 37 & 0xFF) * 4096 + (i & 0xFFC);
            s.processor.store32(va, i);
            s.processor.load32(va + 1);
            s.processor.load8(va + 2);
            s.processor.execute(va);
            s.processor.load32(0x400000 + (i & 0xFFC));
            if (i % 1000 == 0) {
                s.processor.loadCr3(s.processor.cr3());
                s.processor.invalidatePage(va);
                s.processor.userMode(i % 2000 == 0);
                s.processor.load32(0x400FFE);
            }
        }
    }
}
