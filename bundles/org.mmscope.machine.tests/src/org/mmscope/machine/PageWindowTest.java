package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class PageWindowTest {

    private static final int PAGES = 300;
    private static final int FRAMES = 400;

    private final Random random = new Random(5);
    private final PhysicalMemory memory = new PhysicalMemory(FRAMES * 4096L);
    private final int[] frames = new int[PAGES];
    private final PageWindow window = new PageWindow(memory, PAGES, page -> frames[page]);

    /** Pages are mapped elsewhere and forgotten, all memory is captured and put back: the window shows the memory itself. */
    @Test
    void showsWhatIsInMemoryHoweverPagesMove() {
        for (int page = 0; page < PAGES; page++) {
            frames[page] = page;
        }
        MemoryCapture capture = memory.capture();
        for (int i = 0; i < 200_000; i++) {
            int page = random.nextInt(PAGES);
            switch (random.nextInt(i % 1000 == 0 ? 6 : 4)) {
                case 0 -> move(page);
                case 1 -> window.write32(page, 8, i);
                case 2 -> memory.write32(frames[page] * 4096L + 8, i);
                case 4 -> capture = memory.capture();
                case 5 -> memory.restore(capture);
                default -> { }
            }
            assertEquals(memory.read32(frames[page] * 4096L + 8), window.read32(page, 8), "step " + i);
        }
    }

    private void move(int page) {
        frames[page] = random.nextInt(FRAMES);
        window.forget(page);
    }
}
